using System.Collections.Frozen;
using System.Text.Json;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Where each step keeps its results: the members differ, so this is a table and no guess.</summary>
public static class StepOutputs
{
    // A path names members; lists on the way are gone through. An empty path is the output itself.
    private static readonly FrozenDictionary<string, string[]> Members = new Dictionary<string, string[]>
    {
        ["textToImage"] = ["images"],
        ["imageGen"] = ["images"],
        ["model3DPreview"] = ["images"],
        ["videoFrameExtraction"] = ["frames"],
        ["imageUpscaler"] = ["blob"],
        ["convertImage"] = ["blob"],
        ["preprocessImage"] = ["blob"],
        ["imageUpload"] = ["blob"],
        ["aceStepAudio"] = ["blob"],
        ["miniMaxMusic3"] = ["blob"],
        ["imageBackgroundRemoval"] = ["image"],
        ["imageToSvg"] = ["svg"],
        ["textToSpeech"] = ["audioBlob"],
        ["comfy"] = ["blobs"],
        ["customComfy"] = ["blobs", "tempBlobs"],
        ["comfyNodepackSnapshot"] = ["results.layer", "results.objectInfo", "results.web"],
        ["videoGen"] = ["video", "additionalVideos", "draftCache"],
        ["videoUpscaler"] = ["video"],
        ["videoInterpolation"] = ["video"],
        ["videoEnhancement"] = ["video"],
        ["videoBackgroundRemoval"] = ["video"],
        ["composeMedia"] = ["videoBlob", "audioBlob"],
        ["transcode"] = [""],
        ["polyGen"] =
        [
            "model",
            "fbxModel",
            "thumbnail",
            "riggedModel",
            "riggedFbxModel",
            "animatedModel",
            "animatedFbxModel",
        ],
        ["training"] = ["epochs.model", "epochs.samples"],
        // These answer in words and numbers; an archive and the older training name addresses, no blobs.
        ["ageClassification"] = [],
        ["audioCaptioning"] = [],
        ["blobArchive"] = [],
        ["chatCompletion"] = [],
        ["echo"] = [],
        ["imageResourceTraining"] = [],
        ["mediaCaptioning"] = [],
        ["mediaHash"] = [],
        ["mediaRating"] = [],
        ["modelClamScan"] = [],
        ["modelHash"] = [],
        ["modelParseMetadata"] = [],
        ["modelPickleScan"] = [],
        ["promptEnhancement"] = [],
        ["qwenImageBench"] = [],
        ["shieldstralModeration"] = [],
        ["transcription"] = [],
        ["videoMetadata"] = [],
        ["wdTagging"] = [],
        ["xGuardModeration"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The steps whose outputs are known here.</summary>
    public static IReadOnlyList<string> KnownTypes => Members.Keys;

    /// <summary>The members that hold the blobs of such a step; null for a step that is not known here.</summary>
    /// <param name="stepType">The word of <c>$type</c>.</param>
    public static IReadOnlyList<string>? MembersOf(string? stepType) =>
        stepType is null ? null : Members.GetValueOrDefault(stepType);

    /// <summary>The blobs of an output, those that are not available yet too.</summary>
    /// <param name="stepType">The word of <c>$type</c>.</param>
    /// <param name="output">The output; null while there is none.</param>
    public static IReadOnlyList<StepBlob> BlobsOf(string? stepType, JsonElement? output) =>
        output is { } json && MembersOf(stepType) is { } members
            ?
            [
                .. members.SelectMany(member =>
                    Follow(json, member.Length == 0 ? [] : member.Split('.')).Select(blob => new StepBlob(member, blob))
                ),
            ]
            : [];

    /// <summary>What the step says went wrong beside its results: <c>errors</c> of the output.</summary>
    /// <param name="output">The output; null while there is none.</param>
    public static IReadOnlyList<string> ErrorsOf(JsonElement? output) =>
        output is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("errors", out var errors)
        && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Select(error => error.ToString())]
            : [];

    private static IEnumerable<Blob> Follow(JsonElement json, ReadOnlyMemory<string> path)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray().SelectMany(element => Follow(element, path));
        if (json.ValueKind != JsonValueKind.Object)
            return [];
        if (path.IsEmpty)
            return [LenientJson.Read(Bytes(json), OrchestrationJson.Default.Blob)];
        return json.TryGetProperty(path.Span[0], out var member) ? Follow(member, path[1..]) : [];
    }

    private static byte[] Bytes(JsonElement json) =>
        JsonSerializer.SerializeToUtf8Bytes(json, OrchestrationJson.Default.JsonElement);
}
