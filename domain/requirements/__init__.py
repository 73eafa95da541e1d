"""Requirements: each clause of the policy, and of the law around it, with what serves it.

Plain data, in the words of the product. Events name their requirement in the `x-clause` of their shape; rules, reports
and operations are attached by a table. What has nothing attached is not served, and says so.

    row         one requirement
    aims        序言 to 二: R1 to R18
    posts       三 and 四: R19 to R43
    care        五: R44 to R68
    leading     六: R69 to R82
    law         what holds throughout: R83 to R100
    attached    the tables of rules, reports and operations
    table       all requirements, and what is attached to each
"""
