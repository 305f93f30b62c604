/* Settings that every profile has besides its own. */
#include "gen/input/source.h"
#include "gen/model/profile_read.h"

enum { MAX_SETTINGS = 1 << 20 }; /* bytes */

static bool
has_name(const struct schema *settings, struct str name)
{
    for (size_t i = 0; i < settings->n_columns; i++) {
        const struct column *column = &settings->columns[i];

        if (str_equals(column->name, name)) {
            return true;
        }
        for (size_t k = 0; k < column->n_headers; k++) {
            if (str_equals(column->headers[k], name)) {
                return true;
            }
        }
    }
    return false;
}

/* Those the profile does not name itself stand behind its own. */
static void
add_shared(struct profile_reader *reader, const struct schema *shared)
{
    struct schema *settings = &reader->profile->settings;
    size_t n = settings->n_columns;
    size_t n_own = n;

    settings->columns =
        arena_grow(reader->arena, settings->columns, n, n + shared->n_columns,
                   sizeof *settings->columns);
    for (size_t i = 0; i < shared->n_columns; i++) {
        settings->n_columns = n_own;
        if (!has_name(settings, shared->columns[i].name)) {
            settings->columns[n] = shared->columns[i];
            settings->columns[n++].is_shared = true;
        }
    }
    settings->n_columns = n;
}

void
profile_read_shared(struct profile_reader *reader, const char *path,
                    const char *schema_path)
{
    struct location at = {.path = path};
    struct source source = {0};
    struct schema shared = {.columns = NULL};
    xmlDoc *doc = NULL;

    if (source_open(&source, path, MAX_SETTINGS, reader->diags)) {
        doc = xml_parse(source.bytes, at, reader->diags);
        source_close(&source);
    }
    if (doc && xml_validate(doc, schema_path, at, reader->diags)) {
        profile_read_schema(reader, xmlDocGetRootElement(doc), "setting",
                            &shared);
        add_shared(reader, &shared);
    }
    xml_free(doc);
}
