#include "gen/template/json_data.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "gen/base/mem.h"

/* Objects of a list mostly have the same keys: their names are kept once, and
 * lookups by names then hit their cache. */
struct converter {
    struct arena *arena;
    const struct record *like; /* the newest object */
};

static struct value convert(struct converter *converter, json_t *json);

static struct value
convert_array(struct converter *converter, json_t *json)
{
    struct list *list = arena_alloc(converter->arena, sizeof *list);
    size_t n = json_array_size(json);
    struct value *items =
        arena_alloc(converter->arena, (n + 1) * sizeof *items);

    for (size_t i = 0; i < n; i++) {
        items[i] = convert(converter, json_array_get(json, i));
    }
    *list = (struct list){items, n};
    return value_list(list);
}

static bool
has_names_of(json_t *json, const struct record *like)
{
    size_t i = 0;

    if (!like || json_object_size(json) != like->n_values) {
        return false;
    }
    for (void *it = json_object_iter(json); it;
         it = json_object_iter_next(json, it)) {
        if (!str_is(like->names[i++], json_object_iter_key(it))) {
            return false;
        }
    }
    return true;
}

static const struct str *
names_of(struct converter *converter, json_t *json)
{
    struct str *names;
    size_t i = 0;

    if (has_names_of(json, converter->like)) {
        return converter->like->names;
    }
    names = arena_alloc(converter->arena,
                        (json_object_size(json) + 1) * sizeof *names);
    for (void *it = json_object_iter(json); it;
         it = json_object_iter_next(json, it)) {
        names[i++] =
            arena_str(converter->arena, str_from(json_object_iter_key(it)));
    }
    return names;
}

static struct value
convert_object(struct converter *converter, json_t *json)
{
    struct record *record = arena_alloc(converter->arena, sizeof *record);
    size_t n = json_object_size(json);
    const struct str *names = names_of(converter, json);
    struct value *values =
        arena_alloc(converter->arena, (n + 1) * sizeof *values);
    size_t i = 0;

    for (void *it = json_object_iter(json); it;
         it = json_object_iter_next(json, it)) {
        values[i++] = convert(converter, json_object_iter_value(it));
    }
    *record = (struct record){names, values, n};
    converter->like = record;
    return value_record(record);
}

static struct value
convert_real(struct converter *converter, double number)
{
    struct decimal decimal;

    if (decimal_from_double(number, &decimal)) {
        return value_number(converter->arena, decimal);
    }
    return value_text(arena_strf(converter->arena, "%.15g", number));
}

static struct value
convert(struct converter *converter, json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return convert_object(converter, json);
    case JSON_ARRAY:
        return convert_array(converter, json);
    case JSON_STRING:
        return value_text(arena_str(
            converter->arena,
            (struct str){json_string_value(json), json_string_length(json)}));
    case JSON_INTEGER:
        return value_number(converter->arena,
                            decimal_from_int(json_integer_value(json)));
    case JSON_REAL:
        return convert_real(converter, json_real_value(json));
    case JSON_TRUE:
    case JSON_FALSE:
        return value_bool(json_is_true(json));
    case JSON_NULL:
        break;
    }
    return value_null();
}

static bool
report(const char *path, const json_error_t *error, struct diags *diags)
{
    struct location at = {.path = path};

    if (json_error_code(error) == json_error_out_of_memory) {
        mem_give_up();
    }
    if (error->line > 0) {
        at.row = (uint32_t)error->line;
        at.col = (uint32_t)error->column;
    }
    diag_error(diags, at, _("is not JSON: %s"), error->text);
    return false;
}

static bool
take(json_t *json, const json_error_t *error, const char *path,
     struct value *out, struct arena *arena, struct diags *diags)
{
    struct converter converter = {arena, NULL};

    if (!json) {
        return report(path, error, diags);
    }
    *out = convert(&converter, json);
    json_decref(json);
    return true;
}

bool
json_data_read(const char *path, struct value *out, struct arena *arena,
               struct diags *diags)
{
    struct location at = {.path = path};
    json_error_t error;
    FILE *file = fopen(path, "rbe");
    json_t *json;
    bool ok;

    if (!file) {
        return errno == ENOENT || errno == ENOTDIR
                   ? diag_error(diags, at, _("there is no such file"))
                   : diag_system(diags, at, _("cannot be opened: %s"),
                                 strerror(errno));
    }
    json = json_loadf(file,
                      JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES,
                      &error);
    if (ferror(file)) {
        ok = diag_system(diags, at, _("cannot be read: %s"), strerror(errno));
        json_decref(json);
    } else {
        ok = take(json, &error, path, out, arena, diags);
    }
    fclose(file);
    return ok;
}

bool
json_data_parse(struct str text, const char *path, struct value *out,
                struct arena *arena, struct diags *diags)
{
    json_error_t error;
    json_t *json = json_loadb(
        text.ptr, text.len,
        JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);

    return take(json, &error, path, out, arena, diags);
}

static bool
find_member(void *user, struct str name, struct value *out, bool *failed)
{
    const struct value *root = user;

    (void)failed;
    return value_member(*root, name, out);
}

static void
each_member(void *user, void (*name)(void *to, struct str name), void *to)
{
    const struct value *root = user;
    const struct record *record = root->kind == VALUE_RECORD ? root->ptr : NULL;

    for (size_t i = 0; record && i < record->n_values; i++) {
        name(to, record->names[i]);
    }
}

struct scope
json_data_scope(const struct value *root, struct dataset *dataset)
{
    *dataset = (struct dataset){(void *)root, find_member, each_member};
    return (struct scope){.data = dataset, .item = *root};
}
