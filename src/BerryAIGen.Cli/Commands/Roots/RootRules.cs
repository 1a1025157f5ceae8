using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>The rules of a root as options; one that is left out changes nothing.</summary>
internal sealed class RootRules
{
    private readonly TextOption _layout = new("--layout", "The application whose folders it has.", "layout");
    private readonly TextOption _priority = new("--priority", "A whole number; the highest is asked first.", "number");
    private readonly FlagOption _readOnly = new("--read-only", "Read what lies there, never write to it.");
    private readonly FlagOption _writable = new("--writable", "The opposite of --read-only.");
    private readonly TextOption _minFree = new("--min-free", "What must stay free: 50GB. 0 for none.", "amount");
    private readonly TextOption _types = new(
        "--types",
        "The folders it takes, with commas; all for every one.",
        "types"
    );
    private readonly TextsOption _templates = new(
        "--template",
        "TYPE=TEMPLATE, such as loras={base_model}; TYPE= removes it.",
        "rule"
    );
    private readonly TextOption _afterDownload = new(
        "--after-download",
        "A copy of checkpoints: safetensors, safetensors:bf16, or off.",
        "form"
    );

    private readonly TextOption _endpoint = new("--endpoint", "The server of a bucket; none for Amazon's.", "url");
    private readonly TextOption _region = new("--region", "The region of a bucket; auto for R2.", "region");
    private readonly TextOption _profile = new(
        "--profile",
        "The profile in ~/.aws whose key a bucket is asked with.",
        "name"
    );

    public IEnumerable<Option> All =>
        [
            _layout,
            _priority,
            _readOnly,
            _writable,
            _minFree,
            _types,
            _templates,
            _afterDownload,
            _endpoint,
            _region,
            _profile,
        ];

    public ModelRoot Apply(CommandRun run, ModelRoot root)
    {
        if (run.Get(_readOnly) && run.Get(_writable))
        {
            throw new LibraryException(FailureCode.Usage, "A root is read-only or writable; give one of the two.");
        }

        return root with
        {
            Layout = run.Get(_layout) ?? root.Layout,
            Priority = run.Get(_priority) is { } priority ? Number(priority) : root.Priority,
            IsReadOnly = run.Get(_readOnly) || (root.IsReadOnly && !run.Get(_writable)),
            MinFreeBytes = run.Get(_minFree) is { } amount ? ModelRoots.ParseBytes(amount) : root.MinFreeBytes,
            Types = run.Get(_types) is { } types ? TypesIn(types) : root.Types,
            Templates = TemplatesOf(run.Get(_templates) ?? [], root.Templates),
            AfterDownload = run.Get(_afterDownload) is { } form ? AfterDownload.Parse(form) : root.AfterDownload,
            Endpoint = Word(run.Get(_endpoint), root.Endpoint),
            Region = Word(run.Get(_region), root.Region),
            Profile = Word(run.Get(_profile), root.Profile),
        };
    }

    // "none" takes it away again.
    private static string? Word(string? said, string? known) =>
        said is null ? known
        : said.Equals("none", StringComparison.OrdinalIgnoreCase) ? null
        : said;

    private static int Number(string text) =>
        int.TryParse(text, out var number)
            ? number
            : throw new LibraryException(FailureCode.Usage, $"--priority must be a whole number, not '{text}'.");

    private static string[] TypesIn(string text) =>
        text.Equals("all", StringComparison.OrdinalIgnoreCase)
            ? []
            : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Dictionary<string, string> TemplatesOf(
        IEnumerable<string> rows,
        IReadOnlyDictionary<string, string> known
    )
    {
        var templates = new Dictionary<string, string>(known, StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            var parts = row.Split('=', 2);
            if (parts.Length < 2)
            {
                throw new LibraryException(
                    FailureCode.Usage,
                    $"--template takes TYPE=TEMPLATE, such as loras={{base_model}}, not '{row}'."
                );
            }

            templates.Remove(parts[0].Trim());
            if (parts[1].Trim().Length > 0)
            {
                templates[parts[0].Trim()] = parts[1].Trim();
            }
        }

        return templates;
    }
}
