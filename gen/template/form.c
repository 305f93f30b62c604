#include "gen/template/form.h"

static struct form
form_of_record(const struct record *record, struct arena *arena)
{
    struct form *members =
        arena_alloc(arena, (record->n_values + 1) * sizeof *members);

    for (size_t i = 0; i < record->n_values; i++) {
        members[i] = form_of(record->values[i], arena);
    }
    return (struct form){
        .kind = FORM_RECORD,
        .names = record->names,
        .n_names = record->n_values,
        .members = members,
    };
}

static struct form
form_of_list(const struct list *list, struct arena *arena)
{
    struct form form = {.kind = FORM_ANY};

    if (list->n_items) {
        form = form_of(list->items[0], arena);
        form.kind = form.kind == FORM_RECORD  ? FORM_ROWS
                    : form.kind == FORM_VALUE ? FORM_LIST
                                              : FORM_ANY;
    }
    return form;
}

struct form
form_of(struct value value, struct arena *arena)
{
    const struct rowset *rows = value.ptr;

    switch (value.kind) {
    case VALUE_LIST:
        return form_of_list(value.ptr, arena);
    case VALUE_RECORD:
        return form_of_record(value.ptr, arena);
    case VALUE_TABLE:
        return (struct form){
            .kind = rows->is_record ? FORM_RECORD : FORM_ROWS,
            .names = rows->names,
            .n_names = rows->n_columns,
        };
    default:
        return (struct form){.kind = FORM_VALUE};
    }
}

/* 2, 3 … of folded rows. */
static bool
is_fold(const struct form *form, struct str name)
{
    return name.len == 1 && name.ptr[0] >= '2' &&
           name.ptr[0] <= '0' + (char)form->folds;
}

bool
form_member(const struct form *form, struct str name, struct form *out)
{
    if (form->kind != FORM_ROWS && form->kind != FORM_RECORD) {
        return false;
    }
    if (form->folds && is_fold(form, name)) {
        *out = *form;
        out->kind = FORM_RECORD;
        out->folds = 0;
        return true;
    }
    for (size_t i = 0; i < form->n_names; i++) {
        if (str_equals(form->names[i], name)) {
            *out = form->members ? form->members[i]
                                 : (struct form){.kind = FORM_VALUE};
            if (form->kind == FORM_ROWS && out->kind == FORM_VALUE) {
                out->kind = FORM_LIST;
            }
            return true;
        }
    }
    return false;
}

struct form
form_grouped(const struct form *rows, struct str column, struct arena *arena)
{
    struct str *names = arena_alloc(arena, 2 * sizeof *names);
    struct form *members = arena_alloc(arena, 2 * sizeof *members);

    names[0] = column;
    names[1] = STR("组内");
    members[0].kind = FORM_VALUE;
    members[1] = *rows;
    return (struct form){
        .kind = FORM_ROWS, .names = names, .n_names = 2, .members = members};
}

struct form
form_item(const struct form *form)
{
    struct form item = *form;

    if (form->kind == FORM_ROWS) {
        item.kind = FORM_RECORD;
    } else if (form->kind == FORM_LIST) {
        item.kind = FORM_VALUE;
    }
    return item;
}
