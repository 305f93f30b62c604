#include "gen/render/xlsx.h"

#include <unistd.h>

#include "gen/render/sheet.h"
#include "gen/render/xlsx_file.h"
#include "gen/render/xlsx_text.h"
#include "gen/render/xlsx_verify.h"
#include "gen/render/xlsx_write.h"
#include "gen/template/template.h"

struct writing {
    const struct sheet *sheet;
    const struct xlsx_options *options;
};

static bool
write_sheet(void *user, const char *path, struct diags *diags)
{
    const struct writing *writing = user;

    return xlsx_write(writing->sheet, path, writing->options, diags);
}

bool
xlsx_render(const char *path, const struct template *template,
            const struct scope *scope, struct evaluator *evaluator,
            const struct xlsx_options *options, struct diags *diags)
{
    struct arena arena = {0};
    struct sheet sheet = {
        .path = path,
        .is_landscape = options->is_landscape,
        .arena = &arena,
    };
    struct writing writing = {&sheet, options};
    bool ok;

    sheet.name = xlsx_sheet_name(options->sheet, path, &arena, diags);
    ok = sheet_gather(&sheet, template->body->root, scope, evaluator, diags);
    if (ok) {
        ok = xlsx_file_write(path, write_sheet, &writing, diags) &&
             xlsx_verify(&sheet, diags) && xlsx_file_flush(path, diags);
        if (!ok) {
            unlink(path);
        }
    }
    arena_clear(&arena);
    return ok;
}
