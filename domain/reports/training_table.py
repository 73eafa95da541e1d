"""The reports on training, qualification, volunteers, mobility and satisfaction, each chapter with its own."""

from typing import Final

from domain.reports import mobility, qualifying, satisfaction, training, volunteers
from domain.reports.report import Report

TRAINING_REPORTS: Final[tuple[Report, ...]] = (
    *mobility.REPORTS,
    *qualifying.REPORTS,
    *satisfaction.REPORTS,
    *training.REPORTS,
    *volunteers.REPORTS,
)
