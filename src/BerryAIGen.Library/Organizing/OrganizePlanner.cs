using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Organizing;

/// <summary>Says where each recorded model of a root belongs by its template; writes nothing.</summary>
/// <param name="root">The place.</param>
/// <param name="templateFor">The sub-folders of a kind; null for a kind that stays as it is.</param>
/// <param name="readOnly">Folders of other roots that this one reads as well.</param>
internal sealed class OrganizePlanner(LayoutRoot root, Func<LayoutFolder, string?> templateFor, ReadOnlyRoots readOnly)
{
    /// <param name="only">One kind, null for all.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public OrganizeOutcome Plan(string? only, CancellationToken cancellationToken)
    {
        List<OrganizeMove> moves = [];
        var (inPlace, unknown) = (0, 0);
        foreach (var model in FolderScan.Run([root], only, cancellationToken).Models)
        {
            if (root.FindKind(model.ModelType) is not { } kind || templateFor(kind) is not { } template)
                continue;
            var top = root.FoldersOf(kind)
                .Where(folder => RecordPaths.IsBelow(model.Path, folder))
                .MaxBy(folder => folder.Length);
            if (top is not null && Directory.Exists(model.Path) && IsRecorded(model.Path))
            {
                // Its files know each other by their places, and other programs know the folder by its.
                moves.Add(
                    new OrganizeMove(
                        model.Path,
                        model.Path,
                        [],
                        OrganizeState.Refused,
                        "it is a folder that is one model, and stays where it is"
                    )
                );
                continue;
            }

            if (top is null || FindFacts(model.Path) is not { } facts)
            {
                unknown++;
                continue;
            }

            var below = PathTemplate.Parse(template).Render(facts, kind.IsNamedInPrompts);
            var to = Path.Combine(SafePath.Combine(top, below), Path.GetFileName(model.Path));
            if (to == model.Path)
                inPlace++;
            else
                moves.Add(Check(model.Path, to, top));
        }

        return new OrganizeOutcome(null, MoveChecks.CheckTogether(moves), inPlace, unknown);
    }

    private OrganizeMove Check(string from, string to, string top)
    {
        var move = new OrganizeMove(from, to, ModelUnit.CompanionsOf(from), OrganizeState.Planned);
        return readOnly.FindRefusal(from) is { } refusal
            ? move with
            {
                State = OrganizeState.Refused,
                Reason = refusal.Message,
            }
            : MoveChecks.Check(move, top);
    }

    private static bool IsRecorded(string folder)
    {
        try
        {
            return File.Exists(Sidecar.PathOf(folder))
                || FolderFiles.Of(folder).Any(file => file.Name.EndsWith(Sidecar.Ending, StringComparison.Ordinal));
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return false;
        }
    }

    private static RemoteFile? FindFacts(string path)
    {
        try
        {
            return SidecarStore.Find(path) is { } record ? FactsIn(record) : null;
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null; // Counted with those that nobody recorded.
        }
    }

    private static RemoteFile FactsIn(JsonObject record) =>
        new()
        {
            Source = "record",
            Address = new Uri("about:blank"),
            BaseModel = Text(record["base_model"]),
            Creator = Text(record["creator"]),
            ModelName = Text(record["model_name"]),
            ModelType = Text(record["model_type"]),
            VersionName = Text(record["version_name"]),
            ModelId = Number(record["model_id"]),
            VersionId = Number(record["version_id"]),
            Tags = record["tags"] is JsonArray tags ? [.. tags.Select(Text).OfType<string>()] : [],
        };

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
