#include "gen/render/xlsx.h"

#include <unistd.h>

#include "gen/render/sheets.h"
#include "gen/render/xlsx_file.h"
#include "gen/render/xlsx_verify.h"
#include "gen/render/xlsx_write.h"
#include "gen/template/template.h"

struct writing {
    const struct sheets *sheets;
    const struct xlsx_options *options;
};

static bool
write_sheets(void *user, const char *path, struct diags *diags)
{
    const struct writing *writing = user;

    return xlsx_write(writing->sheets, path, writing->options, diags);
}

bool
xlsx_render(const char *path, const struct template *template,
            const struct scope *scope, struct evaluator *evaluator,
            const struct xlsx_options *options, struct diags *diags)
{
    struct arena arena = {0};
    struct sheets sheets = {.path = path, .arena = &arena};
    struct writing writing = {&sheets, options};
    bool ok = sheets_gather(&sheets, template->body->root, scope, evaluator,
                            options, diags);

    if (ok) {
        ok = xlsx_file_write(path, write_sheets, &writing, diags) &&
             xlsx_verify(&sheets, diags) && xlsx_file_flush(path, diags);
        if (!ok) {
            unlink(path);
        }
    }
    arena_clear(&arena);
    return ok;
}
