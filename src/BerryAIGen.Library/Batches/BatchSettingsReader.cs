using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Library.Batches;

/// <summary>Reads <c>settings</c>: each is obeyed, or the file is refused with its name.</summary>
internal static class BatchSettingsReader
{
    /// <exception cref="LibraryException">A setting is unknown or has a value that cannot be obeyed.</exception>
    public static BatchSettings Read(JsonNode? node, string path)
    {
        if (node is null)
            return BatchSettings.None;
        if (node is not JsonObject settings)
            throw Refused(path, "they are not an object");
        var members = new BatchMembers(settings, path);
        var read = new BatchSettings
        {
            CivitaiKey = Secret.From(members.Text("civitai_api_key"), $"civitai_api_key in {path}"),
            HuggingFaceToken = Secret.From(members.Text("huggingface_token"), $"huggingface_token in {path}"),
            Target = new DownloadTarget
            {
                Root = members.Place("root"),
                Folder = members.Place("to"),
                Layout = members.Text("layout"),
                ModelType = members.Text("model_type"),
                Template = members.Text("template"),
            },
            OnConflict = RuleOf(members.Word("on_conflict", "rename", "refuse")),
            Archives = ArchiveWords.Find(members.Word("archives", [.. ArchiveWords.All])),
            SkipsExisting = members.Flag("skip_existing"),
            AcceptsDanger = members.Flag("allow_unsafe"),
            Sidecars = members.Text("sidecars")?.Split(',', StringSplitOptions.TrimEntries),
            WantsPreview = members.Flag("preview"),
        };
        if (read.Target is { Folder: not null, Root: not null })
            members.Reject("\"to\" and \"root\" both name a place; leave one out");
        return members.Problem is { } problem ? throw Refused(path, problem) : read;
    }

    private static ConflictRule? RuleOf(string? word) =>
        word switch
        {
            null => null,
            "refuse" => ConflictRule.Refuse,
            _ => ConflictRule.Number,
        };

    private static LibraryException Refused(string path, string why) =>
        new(FailureCode.Usage, $"The settings of the batch file {path} are refused: {why}.");
}
