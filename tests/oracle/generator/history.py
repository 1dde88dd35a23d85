"""One history: draws statements of all kinds, and keeps the model in step with what they should do."""

import copy

from . import words
from .model import Model

_MAKERS = []  # (weight, function of a History) in the order of their definition


def statement(weight):
    """A maker returns its SQL, or None where there is nothing to make it of. It changes the model only where it
    expects the statement to succeed, and calls `doubt` where not."""
    def register(maker):
        _MAKERS.append((weight, maker))
        return maker
    return register


class History:
    def __init__(self, chance):
        self.chance = chance
        self.model = Model()
        self.transaction = []  # (savepoint or None, the model then)
        self.statements = []
        self._doubted = False

    def write(self, count):
        while len(self.statements) < count:
            if self.transaction and self.chance.one_in(2 if self.model.failed else 7):
                self.statements.append(self.end_transaction())
            else:
                self._add(self.chance.weighted(_MAKERS))
        if self.transaction:
            self.statements.append(self.end_transaction())
        return "".join(sql + ";\n" for sql in self.statements)

    def _add(self, maker):
        self._doubted = False
        before = copy.deepcopy(self.model) if self.model.failed else None
        sql = maker(self)
        if sql is None:
            return
        self.statements.append(sql)
        if before is not None and not self._ended(sql):
            self.model = before  # nothing happens in a failed transaction
        elif self._doubted and self.transaction:
            self.model.failed = True

    @staticmethod
    def _ended(sql):
        return sql.startswith(("COMMIT", "ROLLBACK"))

    def end_transaction(self):
        commit = self.chance.percent(60)
        if self.model.failed or not commit:
            self.model = self.transaction[0][1]
        self.model.failed = False
        self.transaction = []
        return "COMMIT" if commit else "ROLLBACK"

    # ---- what makers ask ------------------------------------------------------------------------

    def doubt(self):
        """The statement that is being made will probably be refused."""
        self._doubted = True

    def trust(self):
        """It won't: IF NOT EXISTS makes it do nothing."""
        self._doubted = False

    @property
    def sure(self):
        return not self._doubted

    def astray(self):
        """Now and then a name is any name."""
        if self.chance.percent(1 if self.transaction else 7):
            self.doubt()
            return True
        return False

    def reference(self, thing):
        """The thing's name, with its schema where the search path needs it."""
        visible = thing.schema in self.model.path
        hidden = visible and any(self.model.taken(schema, thing.name, with_types=True)
                                 for schema in self.model.path[:self.model.path.index(thing.schema)])
        if getattr(thing, "temporary", False) or (visible and not hidden and not self.chance.one_in(6)):
            return thing.name
        return "%s.%s" % (thing.schema, thing.name)

    def table(self, fit=lambda table: True):
        """A table that there is, or none."""
        fitting = [table for table in self.model.tables() if fit(table)]
        return self.chance.pick(fitting) if fitting else None

    def name_of(self, thing, pool):
        """Mostly of the thing, now and then any of the pool."""
        return self.chance.pick(pool) if self.astray() else self.reference(thing)

    def column(self, table, fit=lambda column: True):
        fitting = [column for column in table.columns if fit(column)]
        return self.chance.pick(fitting) if fitting else None

    def column_name(self, column):
        return self.chance.pick(words.COLUMNS) if self.astray() else column.name

    def new_name(self, pool, with_types=False):
        """(schema, name, as it is written) of something new; mostly a free name."""
        schemas = self.model.schemas
        qualified = self.chance.one_in(6)
        schema = self.chance.pick(schemas) if qualified else next(
            (name for name in self.model.path if name in schemas), None)
        if schema is None:
            self.doubt()
            schema = "public"
        for _ in range(4):
            name = self.chance.pick(pool)
            if not self.model.taken(schema, name, with_types):
                break
        else:
            self.doubt()
        return schema, name, "%s.%s" % (schema, name) if qualified else name

    def type_name(self, built_in=words.BUILT_IN):
        """A type for a column: built in mostly, else one of the history's."""
        if self.chance.percent(2) and not self.transaction:
            self.doubt()
            return self.chance.pick(words.WRONG_TYPES), None
        own = [user_type for user_type in self.model.types]
        if own and self.chance.one_in(4):
            user_type = self.chance.pick(own)
            array = "[]" if self.chance.one_in(5) else ""
            return user_type.name + array, self.reference(user_type) + array
        name = self.chance.pick(built_in)
        return name, name

    def default_of(self, type_name):
        user_type = next((known for known in self.model.types if known.name == type_name), None)
        if user_type and user_type.kind == "enum" and user_type.parts:
            return "'%s'" % self.chance.pick(user_type.parts)
        if user_type and user_type.kind == "domain":
            return "NULL"
        return self.chance.pick(words.literals(type_name))

    def suffix(self):
        """CASCADE, RESTRICT or neither."""
        return self.chance.weighted(((6, ""), (3, " CASCADE"), (1, " RESTRICT")))

    def if_exists(self):
        return "IF EXISTS " if self.chance.one_in(5) else ""
