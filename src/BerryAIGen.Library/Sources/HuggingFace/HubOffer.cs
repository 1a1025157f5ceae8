using System.Text.Json.Nodes;
using BerryAIGen.Library.Sources.Api;
using BerryAIGen.Library.Sources.HuggingFace.Selection;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>Says in our words what the hub offers, with the commit pinned.</summary>
internal sealed class HubOffer(HubClient hub, HubPlace place, HubModel model, string askedRevision)
{
    // What authors and the hub itself put on a repository → Civitai's word for the type, which layouts know.
    private static readonly (string Word, string Type)[] Types =
    [
        ("lora", "LORA"),
        ("controlnet", "Controlnet"),
        ("textual_inversion", "TextualInversion"),
        ("text-generation", "LLM"),
        ("image-text-to-text", "VisionLanguage"),
    ];

    public string? Token { get; init; }

    /// <summary>Why none of it will be handed out; null when only asking tells.</summary>
    public Failure? Refusal { get; init; }

    /// <summary>The files; of a model that is a folder, what makes it one comes last.</summary>
    public IReadOnlyList<RemoteFile> Describe(HubSelection selection) =>
        [
            .. selection
                .Files.OrderBy(file => IsIndex(file, selection))
                .Select(
                    (file, number) => Describe(file, selection) with { Note = number == 0 ? selection.Note : null }
                ),
        ];

    /// <summary>Where a file that was described here comes from; null for another source's.</summary>
    public static HubPlace? PlaceOf(RemoteFile file) =>
        file.Record.Text("repository") is { } repository && file.Record.Text("revision") is { } revision
            ? new HubPlace(repository, revision, static _ => null) { Path = file.Record.Text("path") }
            : null;

    private RemoteFile Describe(HubFile file, HubSelection selection) =>
        new()
        {
            Source = HuggingFaceSource.Definition.Name,
            Address = hub.FileAddress(place, file.Path),
            Name = file.Name,
            SizeBytes = file.SizeBytes,
            Hashes = new ExpectedHashes { Sha256 = file.Sha256, GitSha1 = file.GitId },
            Repository = model.Id,
            ModelName = model.Id,
            VersionName = askedRevision,
            ModelType = TypeOf(),
            Creator = model.Owner,
            Tags = model.Tags,
            FolderHints = HintsOf(file, selection),
            Subfolder = selection.IsFolder ? $"{model.Name}/{file.Folder}".TrimEnd('/') : null,
            IsIndex = IsIndex(file, selection),
            Record = new JsonObject
            {
                ["repository"] = model.Id,
                ["revision"] = model.Commit,
                ["path"] = file.Path,
                ["model_card"] = model.Card.Count == 0 ? null : model.Card.DeepClone(),
            },
            Token = Token,
            Refusal = Refusal,
        };

    private static bool IsIndex(HubFile file, HubSelection selection) =>
        selection.IsFolder && file.Name == ModelFileNames.PipelineIndex;

    // Repositories made for ComfyUI sort their files into its folders.
    private static IReadOnlyList<string> HintsOf(HubFile file, HubSelection selection) =>
        !selection.IsFolder ? [.. file.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()]
        : selection.Files.Any(other => other.Name == ModelFileNames.PipelineIndex) ? ["diffusers"]
        : [];

    private string? TypeOf()
    {
        string[] words = [.. model.Tags, model.Card.Text("pipeline_tag") ?? ""];
        return Types.FirstOrDefault(row => words.Contains(row.Word)).Type;
    }
}
