"""A rough picture of the database that a history makes: good enough that most statements succeed."""


class Column:
    def __init__(self, name, type_name, not_null=False, default=False, special=None):
        self.name = name
        self.type = type_name
        self.not_null = not_null
        self.default = default
        self.special = special  # None, "identity", "serial" or "generated"
        self.source = None      # generated: the column that it reads


class Constraint:
    def __init__(self, name, kind, columns, refers=None, refers_columns=()):
        self.name = name
        self.kind = kind        # "primary", "unique", "check", "foreign" or "exclude"
        self.columns = columns  # their names
        self.refers = refers    # foreign: the Relation, and the names of its columns
        self.refers_columns = list(refers_columns)


class Object:
    """Whatever has a schema and a name."""

    def __init__(self, schema, name):
        self.schema = schema
        self.name = name


class Relation(Object):
    def __init__(self, schema, name, kind, columns):
        super().__init__(schema, name)
        self.kind = kind        # "table", "partitioned", "view" or "materialized"
        self.columns = columns
        self.constraints = []
        self.parent = None      # of a partition or a child
        self.strategy = None    # of a partitioned table: (RANGE, LIST or HASH, column)
        self.parts = 0
        self.partition = False
        self.temporary = False
        self.reads = []         # of a view: (Relation, column name)
        self.triggers = []
        self.policies = []

    def column(self, name):
        return next((column for column in self.columns if column.name == name), None)

    def has_constraint(self, name):
        return any(constraint.name == name for constraint in self.constraints)

    def primary_key(self):
        return next((constraint for constraint in self.constraints if constraint.kind == "primary"), None)

    def keys(self):
        """Lists of columns that a foreign key can refer to."""
        return [constraint.columns for constraint in self.constraints if constraint.kind in ("primary", "unique")]

    @property
    def is_table(self):
        return self.kind in ("table", "partitioned")


class Index(Object):
    def __init__(self, schema, name, table, columns, unique=False, plain=False):
        super().__init__(schema, name)
        self.table = table
        self.columns = columns
        self.unique = unique
        self.plain = plain  # neither partial nor on expressions: fit for USING INDEX


class UserType(Object):
    def __init__(self, schema, name, kind, parts=()):
        super().__init__(schema, name)
        self.kind = kind          # "enum", "domain", "composite" or "range"
        self.parts = list(parts)  # values, attributes, or the base type


class Function(Object):
    def __init__(self, schema, name, arguments, kind):
        super().__init__(schema, name)
        self.arguments = arguments  # "int, text"
        self.kind = kind            # "function", "procedure" or "trigger"


class Model:
    def __init__(self):
        self.schemas = ["public"]
        self.path = ["public"]
        self.relations = []
        self.indexes = []
        self.sequences = []
        self.types = []
        self.functions = []
        self.statistics = []
        self.publications = []
        self.extensions = []
        self.failed = False  # the open transaction

    def tables(self):
        return [relation for relation in self.relations if relation.is_table]

    def views(self):
        return [relation for relation in self.relations if not relation.is_table]

    def types_of(self, kind):
        return [user_type for user_type in self.types if user_type.kind == kind]

    def taken(self, schema, name, with_types=False):
        kinds = [self.relations, self.indexes, self.sequences] + ([self.types] if with_types else [])
        return any(thing.schema == schema and thing.name == name for kind in kinds for thing in kind)

    def type_taken(self, schema, name):
        return any(thing.schema == schema and thing.name == name for thing in self.types + self.relations)

    def children(self, relation):
        return [child for child in self.relations if child.parent is relation]

    def family(self, relation):
        """The relation and all below it."""
        result = [relation]
        for member in result:
            result.extend(self.children(member))
        return result

    def views_of(self, relation, column=None):
        return [view for view in self.views()
                if any(read is relation and (column is None or column == name) for read, name in view.reads)]

    def references_to(self, relation, columns=None):
        return [(table, constraint) for table in self.tables() for constraint in table.constraints
                if constraint.refers is relation and table is not relation and
                (columns is None or set(constraint.refers_columns) == set(columns))]

    def users_of(self, user_type):
        name = user_type.name
        return [(relation, column) for relation in self.relations for column in relation.columns
                if column.type in (name, name + "[]")]

    def drop_relation(self, relation):
        """With all that hangs on it."""
        for view in self.views_of(relation):
            if view in self.relations:
                self.drop_relation(view)
        for table, constraint in self.references_to(relation):
            table.constraints.remove(constraint)
        for child in self.children(relation):
            self.drop_relation(child)
        if relation in self.relations:
            self.relations.remove(relation)
        self.indexes = [index for index in self.indexes if index.table is not relation]

    def drop_column(self, relation, name):
        for view in self.views_of(relation, name):
            if view in self.relations:
                self.drop_relation(view)
        for member in self.family(relation):
            member.columns = [column for column in member.columns if name not in (column.name, column.source)]
            member.constraints = [constraint for constraint in member.constraints if name not in constraint.columns]
            self.indexes = [index for index in self.indexes
                            if index.table is not member or name not in index.columns]

    def rename_column(self, relation, old, new):
        for member in self.family(relation):
            for column in member.columns:
                column.name = new if column.name == old else column.name
                column.source = new if column.source == old else column.source
            for holder in member.constraints + [index for index in self.indexes if index.table is member]:
                holder.columns = [new if name == old else name for name in holder.columns]
            for _, constraint in self.references_to(member):
                constraint.refers_columns = [new if name == old else name for name in constraint.refers_columns]
            for view in self.views():
                view.reads = [(read, new if read is member and name == old else name) for read, name in view.reads]
            if member.strategy and member.strategy[1] == old:
                member.strategy = (member.strategy[0], new)
