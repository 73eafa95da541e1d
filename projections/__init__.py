"""What is read: read models, each a module with its SQL beside it, the batch runner that fills them, exact folds for
both times, and the log's hash tiles and proofs.

Never here: a decision. A read model can be thrown away and filled again from the events, and nothing is lost.

    source      Source: what is asked of the store
    runner      Runner: fills the read models, a thread or a step at a time
    parked      what read models have left out, and why
    models      read_models(source): all of them
    membership  which organisations were ever said to hold which worker
    parentage   which organisation was ever said to stand under which
    place       where each organisation stands in the tree, as ranges of paths, for both times
    within      the organisations that a question is about, as such ranges
    passes      one pass over each stream of a kind feeds all tables that show it for both times; parks what fails
    roster_table, post_table    such tables
    digests     what the rows of such a table add up to
    identity    names and masked documents in plain words, by the position that said them; names: how they sound
    tiles       hash tiles, tree nodes and roots of any size
    proofs      proof_of(source, position)
    known       Known: timelines, tree and posts as known at one position
    moments     Moment: both times of a question, and the tree that its answer names
    books       a rulebook as it is shown, each rule and setting with whose it is
    roster      who is held where on a day: pages, counts; its SQL in roster_sql; replay: the same from the events
    workforce   whom a subtree ever held, in bulk
    search      events by type, actor, basis document and time of recording
"""
