using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Sidecars;

/// <summary>
/// Writes sidecars of other applications. What they have that we do not know stays; what a person wrote stays; what we
/// know better is replaced and told.
/// </summary>
internal sealed class SidecarWriter(ForeignSidecars sidecars)
{
    public WrittenSidecar Write(string filePath, SidecarForm form)
    {
        var path = form.PathFor(filePath)!;
        var answer = new WrittenSidecar
        {
            File = filePath,
            Application = form.Id,
            Path = path,
        };
        try
        {
            if (!File.Exists(filePath))
                return Refused(FailureCode.NotFound, $"{filePath} does not exist; check the name.");
            var facts = sidecars.Read(filePath).Facts;
            if (facts.IsEmpty)
                return Refused(
                    FailureCode.NotFound,
                    $"Nothing is known of {filePath}: no sidecar that we read lies beside it."
                );
            var older = ForeignSidecar.Open(path);
            if (older is not null && FindConflict(form, older, facts, path) is { } conflict)
                return Refused(FailureCode.Conflict, conflict);
            FileFacts.Add(filePath, facts, sidecars.FindPreviews(filePath));
            return sidecars.ReadOnly?.FindRefusal(Path.GetFullPath(path)) is { } refusal
                ? answer with
                {
                    Failure = refusal,
                }
                : Merge(answer, form, older, facts);
        }
        catch (JsonException ex)
        {
            return Refused(FailureCode.Conflict, $"{path} is there and cannot be read ({ex.Message}); it stays.");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return Refused(FailureCode.Disk, $"{path} cannot be written: {ex.Message}");
        }

        WrittenSidecar Refused(FailureCode code, string why) => answer with { Failure = new Failure(code, why) };
    }

    private string? FindConflict(SidecarForm form, JsonObject older, SidecarFacts facts, string path)
    {
        var owner = sidecars.Forms.All.FirstOrDefault(other =>
            other.Id != form.Id && other.File == form.File && ForeignSidecar.IsOf(other, older)
        );
        if (owner is not null && (owner.Order < form.Order || !ForeignSidecar.IsOf(form, older)))
            return $"{path} is a sidecar of {owner.Name}, which uses the same name; it stays.";
        var told = new SidecarFacts();
        ForeignSidecar.Read(form, older, told);
        return facts.DifferenceFrom(told) is { } difference
            ? $"{path} tells of another file ({difference}); it stays. Move it away if it is wrong."
            : null;
    }

    private static WrittenSidecar Merge(WrittenSidecar answer, SidecarForm form, JsonObject? older, SidecarFacts facts)
    {
        var merge = new SidecarMerge(older?.DeepClone().AsObject() ?? [], [.. form.Personal]);
        foreach (var writing in form.Write)
            merge.Put(writing.To, SidecarValue.Of(writing, facts));
        if (older is not null && JsonNode.DeepEquals(older, merge.Document))
            return answer with { State = SidecarState.Unchanged, Kept = merge.Kept };
        AtomicFile.WriteJson(answer.Path, merge.Document);
        return answer with
        {
            State = older is null ? SidecarState.Written : SidecarState.Updated,
            Replaced = merge.Replaced,
            Kept = merge.Kept,
        };
    }
}
