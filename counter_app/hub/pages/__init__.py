"""The public pages: tracking behind the QR code, and the catalogue of services. Whole without JavaScript."""

from counter_app.hub.pages.limiter import Limit
from counter_app.hub.pages.routes import Catalogues, Pages, Read
from counter_app.hub.pages.streams import Room

__all__ = ["Catalogues", "Limit", "Pages", "Read", "Room"]
