"""Backbone staff, exemplars, nominations and their public notice (R10, R61, R81)."""

import pytest

from tests.specification import Fact, cited, corrected, fact, given, hired, registered, separated

HIRED = (registered(), hired("2020-03-01"))


def backbone(on: str = "2021-01-10", label: str = "backbone") -> Fact:
    return fact("worker.backbone_designated", on, label)


def backbone_ended(on: str, label: str = "backbone ended", of: str = "backbone") -> Fact:
    return fact("worker.backbone_ended", on, label, designation=cited(of), reason_code="pool_renewed")


def exemplar(on: str = "2022-06-01", title: str = "最美工会社会工作者", label: str = "exemplar") -> Fact:
    return fact("worker.exemplar_named", on, label, level="city", title=title, consent=True)


def withdrawn(on: str, label: str = "withdrawn", of: str = "exemplar") -> Fact:
    return fact("worker.exemplar_withdrawn", on, label, exemplar=cited(of), reason_code="consent_withdrawn")


def nominated(on: str = "2022-03-01") -> Fact:
    return fact(
        "worker.commendation_nominated",
        on,
        "nominated",
        level="city",
        title="优秀工会社会工作者",
        grounds=["performance"],
    )


def publicised(
    on: str = "2022-03-18",
    since: str = "2022-03-14",
    until: str = "2022-03-18",
    label: str = "notice",
    objections: int = 0,
) -> Fact:
    return fact(
        "worker.commendation_publicised",
        on,
        label,
        nomination=cited("nominated"),
        publicity_from=since,
        publicity_to=until,
        objections=objections,
    )


class TestBackbone:
    @pytest.mark.requirement("R10")
    def test_is_designated_until_ended(self) -> None:
        given(*HIRED, backbone()).when(backbone_ended("2024-01-10")).then_on(
            "2024-01-09", lambda worker: worker.particulars.distinctions[0].open
        ).then_on("2024-01-10", lambda worker: not worker.particulars.distinctions[0].open)

    def test_is_of_who_is_engaged_and_not_of_them_twice(self) -> None:
        given(registered()).when(backbone()).then_refused("impossible.not_engaged")
        story = given(*HIRED, backbone())
        story.when(backbone("2022-01-10", "twice")).then_refused("impossible.backbone_already")

    def test_ends_once_and_after_it_began(self) -> None:
        given(*HIRED).when(backbone_ended("2024-01-10")).then_refused("impossible.unknown_reference")
        given(*HIRED, backbone()).when(backbone_ended("2021-01-10")).then_refused(
            "impossible.unknown_reference"
        )
        story = given(*HIRED, backbone(), backbone_ended("2024-01-10"))
        story.when(backbone_ended("2024-02-10", "twice")).then_refused("impossible.distinction_closed")

    def test_ends_with_the_engagement_and_an_exemplar_does_not(self) -> None:
        given(*HIRED, backbone(), exemplar()).when(separated("2023-01-01")).then(
            lambda worker: [one.open for one in worker.particulars.distinctions] == [False, True]
        )

    def test_an_exemplar_is_no_designation(self) -> None:
        given(*HIRED, exemplar()).when(backbone_ended("2024-01-10", of="exemplar")).then_refused(
            "impossible.unknown_reference"
        )


class TestExemplars:
    @pytest.mark.requirement("R81")
    def test_are_held_up_until_withdrawn_also_after_they_left(self) -> None:
        story = given(*HIRED, separated("2022-01-01"), exemplar())
        story.when(withdrawn("2024-06-01")).then_on(
            "2024-05-31", lambda worker: worker.particulars.distinctions[0].open
        ).then_on("2024-06-01", lambda worker: not worker.particulars.distinctions[0].open)

    def test_are_workers_and_named_once_by_a_title(self) -> None:
        given(registered()).when(exemplar()).then_refused("impossible.never_engaged")
        story = given(*HIRED, exemplar())
        story.when(exemplar("2023-06-01", label="twice")).then_refused("impossible.exemplar_already")
        story.when(exemplar("2023-06-01", "岗位能手", "other")).then(
            lambda worker: (
                [one.title for one in worker.particulars.distinctions] == ["最美工会社会工作者", "岗位能手"]
            )
        )

    def test_a_withdrawal_names_an_exemplar_of_this_worker(self) -> None:
        given(*HIRED).when(withdrawn("2024-06-01")).then_refused("impossible.unknown_reference")
        given(*HIRED, backbone()).when(withdrawn("2024-06-01", of="backbone")).then_refused(
            "impossible.unknown_reference"
        )


class TestNominations:
    def test_a_notice_keeps_both_its_days_and_the_objections(self) -> None:
        outcome = given(*HIRED, nominated()).when(publicised(objections=2))
        outcome.then_on("2022-03-17", lambda worker: worker.particulars.nominations[0].publicity_to is None)
        outcome.then(
            lambda worker: (
                (
                    worker.particulars.nominations[0].publicity_from.isoformat(),
                    worker.particulars.nominations[0].publicity_to.isoformat(),
                    worker.particulars.nominations[0].objections,
                )
                == ("2022-03-14", "2022-03-18", 2)
            )
        )

    @pytest.mark.parametrize(
        ("notice", "rule"),
        [
            (publicised(until="2022-03-13"), "impossible.notice_backwards"),
            (publicised(since="2022-02-28"), "impossible.notice_before_nomination"),
            (publicised("2022-03-17"), "impossible.notice_unfinished"),
        ],
    )
    def test_the_days_of_a_notice_must_make_sense(self, notice: Fact, rule: str) -> None:
        given(*HIRED, nominated()).when(notice).then_refused(rule)

    def test_a_nomination_is_noticed_once_and_the_notice_can_be_corrected(self) -> None:
        story = given(*HIRED, nominated(), publicised())
        story.when(publicised("2022-04-18", label="twice")).then_refused("impossible.publicised_twice")
        longer = publicised("2022-03-21", until="2022-03-21")
        story.when(corrected("notice", longer)).then(
            lambda worker: worker.particulars.nominations[0].publicity_to.isoformat() == "2022-03-21"
        )

    def test_who_was_never_engaged_is_not_nominated(self) -> None:
        given(registered()).when(nominated()).then_refused("impossible.never_engaged")
        given(*HIRED).when(publicised()).then_refused("impossible.unknown_reference")
