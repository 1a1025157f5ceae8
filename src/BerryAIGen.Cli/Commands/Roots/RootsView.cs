using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>How roots are printed.</summary>
internal static class RootsView
{
    public static void Write(CommandRun run, IReadOnlyList<ModelRoot> roots)
    {
        if (run.Output.IsJson)
        {
            StandardOutput.Json(new RootsDocument([.. roots.Select(RootRow.From)]), BerryJson.Default.RootsDocument);
            return;
        }

        if (roots.Count == 0)
        {
            StandardOutput.Message("berry: no roots are set; 'berry roots add NAME DIR' adds one.");
            return;
        }

        TableView.Write(
            ["name", Column.Path("folder"), "layout", "priority", "keeps free", "takes", Column.Remark("rules")],
            roots.Select(root =>
                (string[])
                    [
                        root.Name,
                        root.Path,
                        root.Layout ?? "",
                        $"{root.Priority}",
                        root.MinFreeBytes == 0 ? "" : ByteText.Of(root.MinFreeBytes),
                        root.Types.Count == 0 ? "all" : string.Join(", ", root.Types),
                        string.Join(
                            "; ",
                            root.Templates.Select(t => $"{t.Key}={t.Value}")
                                .Append(root.AfterDownload is { } form ? $"then {form}" : "")
                                .Append(root.Endpoint is { } endpoint ? $"at {endpoint}" : "")
                                .Append(root.Region is { } region ? $"region {region}" : "")
                                .Append(root.Profile is { } profile ? $"profile {profile}" : "")
                                .Prepend(root.IsReadOnly ? "read-only" : "")
                                .Where(rule => rule.Length > 0)
                        ),
                    ]
            )
        );
    }
}
