"""Pages for people: what the JSON routes tell, shown in a browser, in Chinese or English, without any script.

`router(deps)` makes the routes and `manner(deps)` the way in which browsers are met: by a session, with pages. Belongs
here: templates, words, the drawing of pictures. Never: a question that the queries do not answer, or who may see what.
"""

from api.pages.browsers import manner
from api.pages.routes import router

__all__ = ["manner", "router"]
