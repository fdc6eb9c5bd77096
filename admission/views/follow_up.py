"""What the page of a file shows of the branch's work with the person: origin, helpers, tasks, assessments, classes."""

from admission.domain.engine import ACTS
from admission.domain.helpers import history
from admission.source_lists import person
from admission.states import RECOGNITION_LADDER
from admission.steps import WORDS
from admission.validity import validities

# Acts that stand beside what they add to, not in the list of everything else.
SLUGS = {WORDS[name].slug for name, act in ACTS.items() if act.edges == ("follow_up",)}


def sections(file, others, today):
    """Context of the page of one file. `others`: from `admission.steps.other_acts`."""
    urls = {words.slug: url for words, url in others}
    helpers = history(file)
    assigned = [helper for helper, _ in helpers if helper.until is None]
    tasks = list(file.trial_tasks.all())
    unfinished = any(not task.done_on for task in tasks)
    return {
        "others": [(words, url) for words, url in others if words.slug not in SLUGS],
        "origin": person(file),
        "origin_url": urls.get(WORDS["describe_origin"].slug, ""),
        "helpers": helpers,
        "relieved": len(helpers) > len(assigned),
        "needs_helper": _needs_helper(file, assigned),
        "tasks": tasks,
        "assessments": list(file.assessments.select_related("helper")),
        "task_url": urls.get(WORDS["give_task"].slug, ""),
        "finish_url": urls.get(WORDS["finish_task"].slug, "") if unfinished else "",
        "assess_url": urls.get(WORDS["assess"].slug, "") if assigned else "",
        "validity": validities([file], today).get(file.pk),
        "enrolments": file.enrolments.select_related("training", "certificate").order_by(
            "training__starts", "id"
        ),
    }


def _needs_helper(file, assigned):
    """A probationary member is to have an official member assigned by the branch (Điều lệ Đảng 2011, Art. 5.1)."""
    return file.state in RECOGNITION_LADDER and not assigned
