//! Why a value of one schema may not be valid for another.

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
    pub(super) fn included(&self, question: &Question) -> Reasons {
        match self.known.borrow().get(question) {
            Some(Some(reasons)) => return Rc::clone(reasons),
            // It is asked inside itself, of a smaller value: it is true as long as nothing else is against it.
            Some(None) => return Rc::default(),
            None => {}
        }
        if self.depth.get() > DEEPEST {
            return Rc::new([self.at_both(question, What::Type)].into());
        }
        self.known.borrow_mut().insert(question.clone(), None);
        let before = self.answered.borrow().len();
        self.depth.update(|depth| depth + 1);
        let reasons = Rc::new(self.between(question));
        self.depth.update(|depth| depth - 1);
        let (mut known, mut answered) = (self.known.borrow_mut(), self.answered.borrow_mut());
        if breaks(&reasons) {
            // What was found to fit may have been so by this alone.
            for answered in answered.drain(before..) {
                if known.get(&answered).is_some_and(|known| !known.as_deref().is_some_and(breaks)) {
                    known.remove(&answered);
                }
            }
        }
        known.insert(question.clone(), Some(Rc::clone(&reasons)));
        answered.push(question.clone());
        reasons
    }

    fn fits(&self, question: &Question) -> bool {
        !breaks(&self.included(question))
    }

    /// The schemas of the narrower and of the wider.
    fn sides(&self, from: usize) -> [&Schemas<'a>; 2] {
        [&self.schemas[from], &self.schemas[1 - from]]
    }

    /// A reason at the place of both schemas: where they are used, unless both lead to the same named one.
    fn at_both(&self, question: &Question, what: What) -> Reason {
        let [narrow, wide] = self.sides(question.from);
        let used = [(narrow, &question.narrow), (wide, &question.wide)];
        let used = used.map(|(schemas, all)| Some(schemas.document.node(all.at()?)));
        let to = used.clone().map(|node| Some(node?.followed().at));
        let at = if to[0] == to[1] { to } else { used.map(|node| Some(node?.at)) };
        let [one, other] = at;
        Reason { what, spots: [one.map(|at| narrow.spot(&at)), other.map(|at| wide.spot(&at))], breaks: true }
    }

    /// As [`forms`](Self::forms), but of two references to schemas of different names it is enough to say so.
    fn between(&self, question: &Question) -> BTreeSet<Reason> {
        let reasons = self.forms(question);
        let [narrow, wide] = self.sides(question.from);
        let names = [(narrow, &question.narrow), (wide, &question.wide)]
            .map(|(schemas, all)| schemas.document.node(all.at()?).reference()?.rsplit('/').next());
        match names {
            [Some(one), Some(other)] if one != other && !reasons.is_empty() => {
                [Reason { breaks: breaks(&reasons), ..self.at_both(question, What::Type) }].into()
            }
            _ => reasons,
        }
    }

    fn forms(&self, question: &Question) -> BTreeSet<Reason> {
        let [narrow, wide] = self.sides(question.from);
        let (own, others) = (narrow.forms(&question.narrow), wide.forms(&question.wide));
        // Any type at all: one reason tells what six would.
        if question.wide.is_anything() {
            return BTreeSet::new();
        }
        let reasons: BTreeSet<_> = own.iter().flat_map(|form| self.form(question, form, &own, &others)).collect();
        // The type says it all, also where nothing of a union is left.
        let another_type = self.at_both(question, What::Type);
        let mut types = own.iter().map(|form| form.type_).filter(|type_| *type_ != Type::Null).peekable();
        let none_left = breaks(&reasons)
            && types.peek().is_some()
            && types.all(|type_| others.iter().all(|other| other.type_ != type_));
        if reasons.contains(&another_type) || none_left { [another_type].into() } else { reasons }
    }

    /// Why values of one form are none of any of the other schema's.
    fn form(&self, question: &Question, form: &Form, own: &[Form], others: &[Form]) -> BTreeSet<Reason> {
        let narrow = self.sides(question.from)[0];
        let of_type: Vec<_> = others.iter().filter(|other| other.type_ == form.type_).collect();
        // Values that are counted can be of one form each.
        let counted = form.values.as_ref().filter(|_| of_type.len() > 1);
        let takes = |(value, _): &(Value, String)| of_type.iter().any(|other| self.takes(question, other, value));
        if counted.is_some_and(|values| values.iter().all(takes))
            || question.written == Written::Text && others.iter().any(|other| form.reads_as(other))
        {
            return BTreeSet::new();
        }
        let tried = of_type.iter().map(|other| (other.at != form.at, self.pair(question, form, other)));
        let best = tried.min_by_key(|(elsewhere, reasons)| (breaks(reasons), *elsewhere, reasons.len()));
        let is_alone = |forms: &[Form]| forms.iter().filter(|other| other.type_ == form.type_).count() == 1;
        if let Some((elsewhere, reasons)) = best
            && (!elsewhere
                || is_alone(own) && is_alone(others)
                || reasons.iter().all(|reason| !reason.breaks || reason.what == What::Not))
        {
            return reasons;
        }
        // There is nothing like this form: a type, or a form of a union.
        let listed = form.listed.as_ref().map(|at| narrow.spot(at));
        let reason = match (form.type_, listed) {
            (Type::Null, listed) => {
                let Reason { what, spots: [one, other], breaks } = self.at_both(question, What::Null);
                let here = listed.map(|_| narrow.spot(&form.at));
                Reason { what, spots: [here.or(one), other], breaks }
            }
            (_, Some(listed)) => Reason { what: What::Form, spots: [Some(listed), None], breaks: true },
            (_, None) => self.at_both(question, What::Type),
        };
        [reason].into()
    }

    /// Why values of one form are none of another of the same type.
    fn pair(&self, question: &Question, form: &Form, other: &Form) -> BTreeSet<Reason> {
        let [narrow, wide] = self.sides(question.from);
        let whole = [Some(narrow.spot(&form.at)), Some(wide.spot(&other.at))];
        let here = || whole[0].clone().map(Spot::unsaid);
        let mut reasons = BTreeSet::new();
        let mut add = |what, spots| reasons.insert(Reason { what, spots, breaks: true });
        match (&form.values, &other.values) {
            (Some(values), Some(allowed)) => {
                let is_new = |value: &Value| !allowed.iter().any(|(other, _)| same(value, other));
                for (value, at) in values.iter().filter(|(value, _)| is_new(value)) {
                    add(What::Value(shown(value)), [Some(narrow.spot(at)), None]);
                }
            }
            (None, Some(_)) => drop(add(What::Listed, whole.clone())),
            (_, None) => {}
        }
        // The values of a list are held to what else is demanded, one by one.
        let fits = |check: &dyn Fn(&Value) -> bool| {
            form.values.as_ref().is_some_and(|values| values.iter().all(|(value, _)| check(value)))
        };
        if !fits(&|value| other.is_in_range(value)) {
            for (own, limit) in form.range.beyond(&other.range, form.is_integer()) {
                add(What::Bound(limit.key), [own.map(Limit::spot).or_else(here), Some(limit.spot())]);
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
                return [self.at_both(question, What::Type)].into();
            }
            add(What::Bound(mark.key), [form.mark(mark.key).map(Mark::spot).or_else(here), Some(mark.spot())]);
        }
        for not in other.nots.iter().filter(|not| !self.is_none_of(question, form, not)) {
            add(What::Not, [whole[0].clone(), not.at().map(|at| wide.spot(at))]);
        }
        match form.type_ {
            Type::Array if !form.range.is_at_most(0) => {
                reasons.extend(self.included(&question.inside(&form.items, &other.items)).iter().cloned());
            }
            Type::Object => self.members(question, form, other, &mut reasons),
            _ => {}
        }
        reasons
    }

    fn members(&self, question: &Question, form: &Form, other: &Form, reasons: &mut BTreeSet<Reason>) {
        let [narrow, wide] = self.sides(question.from);
        let names: BTreeSet<_> = form.names().chain(other.names()).collect();
        let sends_any = question.written == Written::Any || form.sends_any();
        for name in &names {
            let (own, theirs) = (form.member(Some(name)), other.member(Some(name)));
            let spots = [own.declared.map(|at| narrow.spot(&at)), theirs.declared.map(|at| wide.spot(&at))];
            let known_to_both = spots[0].is_some() == spots[1].is_some();
            let is_described = spots[0].is_some();
            let mut add = |what: fn(String) -> What, breaks| {
                reasons.insert(Reason { what: what(name.to_string()), spots: spots.clone(), breaks })
            };
            if !known_to_both {
                add(What::Member, false);
            }
            let (hidden, hidden_there) = (narrow.is_hidden(&own.schema), wide.is_hidden(&theirs.schema));
            let demanded = other.required.contains_key(*name) && !hidden_there;
            if demanded && (hidden || !form.required.contains_key(*name)) {
                add(if known_to_both { What::Required } else { What::Member }, true);
            }
            let sent = if sends_any { vec![own.schema] } else { form.sent(name, own.schema) };
            if hidden || own.forbidden || sent.is_empty() {
                continue;
            }
            let mut asked = sent.iter().map(|sent| question.inside(sent, &theirs.schema));
            if theirs.forbidden {
                add(What::Member, true);
            } else if hidden_there && wide.direction == Direction::Request {
                add(What::Hidden, true);
            } else if is_described {
                reasons.extend(asked.flat_map(|asked| self.included(&asked).iter().cloned().collect::<Vec<_>>()));
            } else if !asked.all(|asked| self.fits(&asked)) {
                add(What::Member, true);
            }
        }
        let stray =
            other.required.iter().filter(|(name, _)| !names.contains(name) && !form.required.contains_key(*name));
        for (name, at) in stray {
            let spots = [None, Some(wide.spot(at).unsaid())];
            reasons.insert(Reason { what: What::Required(name.clone()), spots, breaks: true });
        }
        let (own, theirs) = (form.member(None), other.member(None));
        if own.forbidden {
            return;
        }
        let asked = question.inside(&own.schema, &theirs.schema);
        if theirs.forbidden || own.schema.is_anything() && !self.fits(&asked) {
            let spots = [narrow.others(form), wide.others(other)];
            reasons.insert(Reason { what: What::Others, spots, breaks: true });
        } else {
            reasons.extend(self.included(&asked).iter().cloned());
        }
    }

    /// Whether a form takes a value.
    fn takes(&self, question: &Question, form: &Form, value: &Value) -> bool {
        let wide = self.sides(question.from)[1];
        let is_none_of = |not: &All| wide.forms(not).iter().all(|other| other.excludes(value));
        form.takes(value) && form.nots.iter().all(is_none_of)
    }

    /// Whether no value of a form is one of what the wider schema must not be.
    fn is_none_of(&self, question: &Question, form: &Form, not: &All) -> bool {
        let of_not = self.sides(question.from)[1].forms(not);
        let excluded = |own: &All| {
            let (from, narrow, wide) = (1 - question.from, not.clone(), own.clone());
            self.fits(&Question { from, narrow, wide, written: Written::Any })
        };
        of_not.iter().all(|other| self.are_apart(question.from, form, other, 0)) || form.nots.iter().any(excluded)
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
                let wide = wide.forms(&theirs.schema);
                let from_all = |one: &Form| wide.iter().all(|two| self.are_apart(from, one, two, depth + 1));
                depth < 4 && narrow.forms(sent).iter().all(from_all)
            };
            own.forbidden || theirs.forbidden || sent.iter().all(apart)
        })
    }
}
