//! Why values of one schema are none of another.

use std::{collections::BTreeSet, rc::Rc};

use serde_json::Value;

use super::{
    Beside, Question, Reason, Reasons, Spot, What, Written,
    forms::{All, DOUBT, Form, Mark, Type, same},
    limits::Limit,
    read::{Direction, Schemas},
    said::shown,
};
use crate::{
    diff::unchanged,
    document::{Holds, Kind},
};

/// Schemas that are nested deeper are not compared. Only generated documents come near.
const DEEPEST: usize = 1000;

fn breaks(reasons: &BTreeSet<Reason>) -> bool {
    reasons.iter().any(|reason| reason.breaks)
}

impl<'a> Beside<'a> {
    /// Why values of the narrower are none of the wider.
    pub(super) fn included(&mut self, question: &Question) -> Reasons {
        match self.known.get(question) {
            Some(Some(reasons)) => return Rc::clone(reasons),
            // It is asked inside itself, of a smaller value: it is true as long as nothing else is against it.
            Some(None) => return Rc::default(),
            None => {}
        }
        if self.depth > DEEPEST {
            return Rc::new([self.reason(question, What::Type)].into());
        }
        self.known.insert(question.clone(), None);
        let before = self.answered.len();
        self.depth += 1;
        let reasons = Rc::new(self.between(question));
        self.depth -= 1;
        if breaks(&reasons) {
            // What was found to fit may have been so by this alone.
            for answered in self.answered.drain(before..) {
                if self.known.get(&answered).is_some_and(|known| !known.as_deref().is_some_and(breaks)) {
                    self.known.remove(&answered);
                }
            }
        }
        self.known.insert(question.clone(), Some(Rc::clone(&reasons)));
        self.answered.push(question.clone());
        reasons
    }

    fn fits(&mut self, question: &Question) -> bool {
        !breaks(&self.included(question))
    }

    /// The schemas of the narrower and of the wider.
    fn sides(&self, from: usize) -> [&Schemas<'a>; 2] {
        let [old, new] = &self.schemas;
        if from == 0 { [old, new] } else { [new, old] }
    }

    /// A reason at the place of both schemas: where they are used, unless both lead to the same named one.
    fn reason(&self, question: &Question, what: What) -> Reason {
        let [narrow, wide] = self.places(question);
        Reason { what, narrow, wide, breaks: true }
    }

    fn places(&self, question: &Question) -> [Option<Spot>; 2] {
        let [narrow, wide] = self.sides(question.from);
        let [used, used_wide] = [&question.narrow, &question.wide].map(|all| all.at().map(str::to_owned));
        let lead =
            |schemas: &Schemas<'a>, at: &Option<String>| at.as_ref().map(|at| schemas.document.node(at).followed().at);
        let (to, to_wide) = (lead(narrow, &used), lead(wide, &used_wide));
        let [used, used_wide] = if to == to_wide { [to, to_wide] } else { [used, used_wide] };
        [used.map(|at| narrow.spot(&at)), used_wide.map(|at| wide.spot(&at))]
    }

    /// As [`forms`](Self::forms), but of two references to schemas of different names it is enough to say so.
    fn between(&mut self, question: &Question) -> BTreeSet<Reason> {
        let reasons = self.forms(question);
        let [narrow, wide] = self.sides(question.from);
        let name = |schemas: &Schemas<'a>, all: &All| {
            let to = schemas.document.node(all.at()?).reference()?;
            to.rsplit('/').next().map(str::to_owned)
        };
        let names = (name(narrow, &question.narrow), name(wide, &question.wide));
        match names {
            (Some(one), Some(other)) if one != other && !reasons.is_empty() => {
                [Reason { breaks: breaks(&reasons), ..self.reason(question, What::Type) }].into()
            }
            _ => reasons,
        }
    }

    fn forms(&mut self, question: &Question) -> BTreeSet<Reason> {
        let [narrow, wide] = self.sides(question.from);
        let (of_narrow, of_wide) = (narrow.forms(&question.narrow), wide.forms(&question.wide));
        // Any type at all: one reason tells what six would.
        if question.wide.is_anything() {
            return BTreeSet::new();
        }
        let mut reasons = BTreeSet::new();
        for form in of_narrow.iter() {
            reasons.extend(self.form(question, form, &of_narrow, &of_wide));
        }
        // The type says it all, also where nothing of a union is left.
        let another_type = self.reason(question, What::Type);
        let mut left = of_narrow.iter().filter(|form| form.type_ != Type::Null);
        let none_left = breaks(&reasons)
            && left.all(|form| of_wide.iter().all(|other| other.type_ != form.type_))
            && of_narrow.iter().any(|form| form.type_ != Type::Null);
        if reasons.contains(&another_type) || none_left { [another_type].into() } else { reasons }
    }

    /// Why values of one form are none of any of the other schema's.
    fn form(&mut self, question: &Question, form: &Form, own: &[Form], others: &[Form]) -> BTreeSet<Reason> {
        let of_type: Vec<_> = others.iter().filter(|other| other.type_ == form.type_).collect();
        if question.written == Written::Text && others.iter().any(|other| form.reads_as(other)) {
            return BTreeSet::new();
        }
        // Values that are counted can be of one form each.
        if let Some(values) = form.values.as_ref().filter(|_| of_type.len() > 1) {
            let takes = |value: &Value| of_type.iter().any(|other| self.takes(question, other, value));
            if values.iter().all(|(value, _)| takes(value)) {
                return BTreeSet::new();
            }
        }
        let mut best: Option<(bool, BTreeSet<Reason>)> = None;
        for other in &of_type {
            let tried = self.pair(question, form, other);
            let other_place = other.at != form.at;
            let rank = |other_place: bool, reasons: &BTreeSet<Reason>| (breaks(reasons), other_place, reasons.len());
            if best.as_ref().is_none_or(|(place, best)| rank(other_place, &tried) < rank(*place, best)) {
                best = Some((other_place, tried));
            }
        }
        let alone = |forms: &[Form]| forms.iter().filter(|other| other.type_ == form.type_).count() == 1;
        match best {
            Some((other_place, reasons))
                if !other_place
                    || alone(own) && alone(others)
                    || reasons.iter().all(|reason| !reason.breaks || reason.what == What::Not) =>
            {
                reasons
            }
            _ if form.type_ == Type::Null => {
                let reason = self.reason(question, What::Null);
                let here = form.listed.is_some().then(|| self.sides(question.from)[0].spot(&form.at));
                [Reason { narrow: here.or(reason.narrow), ..reason }].into()
            }
            _ => [self.another_form(question, form)].into(),
        }
    }

    /// The reason that there is nothing like a form: a type, or a form of a union.
    fn another_form(&self, question: &Question, form: &Form) -> Reason {
        let narrow = self.sides(question.from)[0];
        match &form.listed {
            None => self.reason(question, What::Type),
            Some(at) => Reason { what: What::Form, narrow: Some(narrow.spot(at)), wide: None, breaks: true },
        }
    }

    /// Why values of one form are none of another of the same type.
    fn pair(&mut self, question: &Question, form: &Form, other: &Form) -> BTreeSet<Reason> {
        let [narrow, wide] = self.sides(question.from);
        let whole = |schemas: &Schemas<'a>, form: &Form| Some(schemas.spot(&form.at));
        let places = (whole(narrow, form), whole(wide, other));
        let mut reasons = BTreeSet::new();
        let mut add = |what, narrow, wide| {
            reasons.insert(Reason { what, narrow, wide, breaks: true });
        };
        match (&form.values, &other.values) {
            (Some(values), allowed) => {
                for (value, at) in values {
                    if allowed.as_ref().is_some_and(|allowed| !allowed.iter().any(|(other, _)| same(value, other))) {
                        add(What::Value(shown(value)), Some(narrow.spot(at)), None);
                    }
                }
            }
            (None, Some(_)) => add(What::Listed, places.0.clone(), places.1.clone()),
            (None, None) => {}
        }
        // The values of a list are held to what else is demanded, one by one.
        let fits = |check: &dyn Fn(&Value) -> bool| {
            form.values.as_ref().is_some_and(|values| values.iter().all(|(value, _)| check(value)))
        };
        if !fits(&|value| other.is_in_range(value)) {
            for (own, limit) in form.range.beyond(&other.range, form.is_integer()) {
                let own = own.map(Limit::spot).or(places.0.clone().map(Spot::unsaid));
                add(What::Bound(limit.key), own, Some(limit.spot()));
            }
        }
        for mark in &other.marks {
            // What is too much to be looked into fits if it says the same.
            let unchanged = |own: &Mark| {
                let nodes = (narrow.document.node(&own.at), wide.document.node(&mark.at));
                mark.key == DOUBT && unchanged::same(Holds::One(Kind::Schema), &nodes.0, &nodes.1)
            };
            if form.is_marked(mark) || fits(&|value| mark.takes(value)) || form.mark(DOUBT).is_some_and(unchanged) {
                continue;
            }
            if mark.key == "type" {
                return [self.reason(question, What::Type)].into();
            }
            let own = form.mark(mark.key).map(Mark::spot).or(places.0.clone().map(Spot::unsaid));
            add(What::Bound(mark.key), own, Some(mark.spot()));
        }
        for not in &other.nots {
            if !self.is_none_of(question, form, not) {
                let at = not.at().map(|at| self.sides(question.from)[1].spot(at));
                reasons.insert(Reason { what: What::Not, narrow: places.0.clone(), wide: at, breaks: true });
            }
        }
        match form.type_ {
            Type::Array if !form.range.is_at_most(0) => {
                let items = Question { narrow: form.items.clone(), wide: other.items.clone(), ..question.clone() };
                reasons.extend(self.included(&items).iter().cloned());
            }
            Type::Object => self.members(question, form, other, &mut reasons),
            _ => {}
        }
        reasons
    }

    fn members(&mut self, question: &Question, form: &Form, other: &Form, reasons: &mut BTreeSet<Reason>) {
        let names: BTreeSet<_> = form.names().chain(other.names()).collect();
        let sends_any = question.written == Written::Any || form.sends_any();
        let ask =
            |narrow: &All, wide: &All| Question { narrow: narrow.clone(), wide: wide.clone(), ..question.clone() };
        for name in names {
            let [narrow, wide] = self.sides(question.from);
            let (own, theirs) = (form.member(Some(name)), other.member(Some(name)));
            let spots = (own.declared.map(|at| narrow.spot(&at)), theirs.declared.map(|at| wide.spot(&at)));
            let known_to_both = spots.0.is_some() == spots.1.is_some();
            let reason = |what, breaks| Reason { what, narrow: spots.0.clone(), wide: spots.1.clone(), breaks };
            if !known_to_both {
                reasons.insert(reason(What::Member(name.clone()), false));
            }
            let (hidden, hidden_there) = (narrow.is_hidden(&own.schema), wide.is_hidden(&theirs.schema));
            let demanded = other.required.contains_key(name) && !hidden_there;
            if demanded && (hidden || !form.required.contains_key(name)) {
                let what = if known_to_both { What::Required } else { What::Member };
                reasons.insert(reason(what(name.clone()), true));
            }
            let sent = if sends_any { vec![own.schema] } else { form.sent(name, own.schema) };
            if hidden || own.forbidden || sent.is_empty() {
                continue;
            }
            if theirs.forbidden {
                reasons.insert(reason(What::Member(name.clone()), true));
            } else if hidden_there && wide.direction == Direction::Request {
                reasons.insert(reason(What::Hidden(name.clone()), true));
            } else if spots.0.is_some() {
                for sent in sent {
                    reasons.extend(self.included(&ask(&sent, &theirs.schema)).iter().cloned());
                }
            } else if !sent.iter().all(|sent| self.fits(&ask(sent, &theirs.schema))) {
                reasons.insert(reason(What::Member(name.clone()), true));
            }
        }
        for (name, at) in
            other.required.iter().filter(|(name, _)| !form.names().chain(other.names()).any(|n| n == *name))
        {
            if !form.required.contains_key(name) {
                let wide = Some(self.sides(question.from)[1].spot(at).unsaid());
                reasons.insert(Reason { what: What::Required(name.clone()), narrow: None, wide, breaks: true });
            }
        }
        let (own, theirs) = (form.member(None), other.member(None));
        if own.forbidden {
        } else if theirs.forbidden || own.schema.is_anything() && !self.fits(&ask(&own.schema, &theirs.schema)) {
            let [narrow, wide] = self.sides(question.from);
            let (narrow, wide) = (narrow.others(form), wide.others(other));
            reasons.insert(Reason { what: What::Others, narrow, wide, breaks: true });
        } else {
            reasons.extend(self.included(&ask(&own.schema, &theirs.schema)).iter().cloned());
        }
    }

    /// Whether a form takes a value.
    fn takes(&self, question: &Question, form: &Form, value: &Value) -> bool {
        let wide = self.sides(question.from)[1];
        let is_none_of = |not: &All| wide.forms(not).iter().all(|other| other.excludes(value));
        form.takes(value) && form.nots.iter().all(is_none_of)
    }

    /// Whether no value of a form is one of what the wider schema must not be.
    fn is_none_of(&mut self, question: &Question, form: &Form, not: &All) -> bool {
        let of_not = self.sides(question.from)[1].forms(not);
        if of_not.iter().all(|other| self.are_apart(question.from, form, other, 0)) {
            return true;
        }
        form.nots.iter().any(|own| {
            let (narrow, wide) = (not.clone(), own.clone());
            self.fits(&Question { from: 1 - question.from, narrow, wide, written: Written::Any })
        })
    }

    /// Whether no value can be of both forms. The first is as it is sent, with the members that it describes.
    fn are_apart(&self, from: usize, form: &Form, other: &Form, depth: usize) -> bool {
        if form.type_ != other.type_ {
            return true;
        }
        let excluded = |values: &Option<Vec<(Value, String)>>, by: &Form| {
            values.as_ref().is_some_and(|values| values.iter().all(|(value, _)| by.excludes(value)))
        };
        if excluded(&form.values, other) || excluded(&other.values, form) || form.range.is_apart_from(&other.range) {
            return true;
        }
        let [narrow, wide] = self.sides(from);
        form.required.keys().chain(other.required.keys()).any(|name| {
            let (own, theirs) = (form.member(Some(name)), other.member(Some(name)));
            let sent = match form.required.contains_key(name) || form.sends_any() {
                true => vec![own.schema],
                false => form.sent(name, own.schema),
            };
            let apart = |sent: &All| {
                depth < 4
                    && narrow.forms(sent).iter().all(|one| {
                        wide.forms(&theirs.schema).iter().all(|two| self.are_apart(from, one, two, depth + 1))
                    })
            };
            own.forbidden || theirs.forbidden || sent.iter().all(apart)
        })
    }
}
