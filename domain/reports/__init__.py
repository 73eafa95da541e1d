"""Reports: what a ledger tells of many workers on a day, as known at a position.

Pure functions of folded state with both times: the caller brings timelines as they were known, the day, and what the
reader may see. Every row names the positions of the events that it rests on.

    career      one worker as a report looks at it: state, book, positions, what the reader may see
    due         each kind of matter that falls due for a worker (R95), and how it is found
    worklist    all that is due on a day, and which reminders opened between two questions
    decisions   decisions by exception, against a must, on sand, by basis; late entries; encouragements followed
    people      lists of workers: completeness, path, mismatches, who is not recognised or not included, honours
    counts      heads by age, sex, schooling ... (R17), by service (R2), former title (R3), mode and regime (R19)
    cycles      assessments that are overdue, of cycles and of whole years (R54)
    labour      lists of the labour contract law: double pay, open-ended contracts due, terms put off, endings (R94)
    talent      the talent pool (R10), plans to qualify (R72), examinations (R50)
    workforce   heads where the work is done, organisations of a question, shares that are 100 together
    posts       seats and who holds them (R28), structure of grades (R29), duties (R24), credentials (R25)
    establishment  the staffing norm in its three readings, zones, who is there (R35)
    coverage    large unions (R36), agencies (R37, R38), demand (R34, R5), levels (R8)
    indicators  heads, target, certified, turnover, tenure by period (R4), levels year by year (R8)
    quality     what is missing, overdue, late, unconfirmed or contradictory, by organisation (R13)
    deidentified  people without identity, no combination that few share (R79)
    public      counts for everyone, small cells and a complement withheld (R82)
    overview    all of the establishment in one look
    training    hours by staff group (R63), continuing education (R65), courses (R62, R64), plans (R66)
    qualifying  those without a certificate and their plans (R72), examinations planned (R50)
    volunteers  activists and volunteers, teams (R67), where those hired came from (R68)
    mobility    union offices (R57), public roles (R60), flows of secondments and exchanges that are no pairs (R59)
    satisfaction  beside the assessment of the same time (R9)
    report      what a report is
    table       the table of all reports

Never here: input or output, the clock, or a decision about who may see what.
"""
