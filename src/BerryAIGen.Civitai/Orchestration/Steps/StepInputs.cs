using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>The inputs of all known steps by the word of <c>$type</c>.</summary>
public static class StepInputs
{
    private static readonly FrozenDictionary<string, Shape> Shapes = new Shape[]
    {
        Of(OrchestrationJson.Default.ImageGenInput),
        Of(OrchestrationJson.Default.TextToImageInput),
        Of(OrchestrationJson.Default.ImageUpscalerInput),
        Of(OrchestrationJson.Default.ImageBackgroundRemovalInput),
        Of(OrchestrationJson.Default.ConvertImageInput),
        Of(OrchestrationJson.Default.ImageToSvgInput),
        Of(OrchestrationJson.Default.PreprocessImageInput),
        Of(OrchestrationJson.Default.VideoGenInput),
        Of(OrchestrationJson.Default.VideoUpscalerInput),
        Of(OrchestrationJson.Default.VideoInterpolationInput),
        Of(OrchestrationJson.Default.VideoEnhancementInput),
        Of(OrchestrationJson.Default.VideoBackgroundRemovalInput),
        Of(OrchestrationJson.Default.VideoFrameExtractionInput),
        Of(OrchestrationJson.Default.VideoMetadataInput),
        Of(OrchestrationJson.Default.TranscodeInput),
        Of(OrchestrationJson.Default.ComposeMediaInput),
        Of(OrchestrationJson.Default.AceStepAudioInput),
        Of(OrchestrationJson.Default.MiniMaxMusic3Input),
        Of(OrchestrationJson.Default.TextToSpeechInput),
        Of(OrchestrationJson.Default.TranscriptionInput),
        Of(OrchestrationJson.Default.AudioCaptioningInput),
        Of(OrchestrationJson.Default.PolyGenInput),
        Of(OrchestrationJson.Default.Model3DPreviewInput),
        Of(OrchestrationJson.Default.TrainingInput),
        Of(OrchestrationJson.Default.ImageResourceTrainingInput),
        Of(OrchestrationJson.Default.ModelHashInput),
        Of(OrchestrationJson.Default.ModelClamScanInput),
        Of(OrchestrationJson.Default.ModelPickleScanInput),
        Of(OrchestrationJson.Default.ModelParseMetadataInput),
        Of(OrchestrationJson.Default.AgeClassificationInput),
        Of(OrchestrationJson.Default.MediaRatingInput),
        Of(OrchestrationJson.Default.MediaHashInput),
        Of(OrchestrationJson.Default.MediaCaptioningInput),
        Of(OrchestrationJson.Default.WdTaggingInput),
        Of(OrchestrationJson.Default.QwenImageBenchInput),
        Of(OrchestrationJson.Default.XGuardModerationInput),
        Of(OrchestrationJson.Default.ShieldstralModerationInput),
        Of(OrchestrationJson.Default.ChatCompletionInput),
        Of(OrchestrationJson.Default.PromptEnhancementInput),
        Of(OrchestrationJson.Default.EchoInput),
        Of(OrchestrationJson.Default.ComfyInput),
        Of(OrchestrationJson.Default.CustomComfyInput),
        Of(OrchestrationJson.Default.ComfyNodepackSnapshotInput),
        Of(OrchestrationJson.Default.BlobArchiveInput),
        new("imageUpload", ReadUpload, input => Text(((ImageUploadInput)input).Image)),
    }.ToFrozenDictionary(shape => shape.StepType, StringComparer.Ordinal);

    /// <summary>The steps that are known here.</summary>
    public static IReadOnlyList<string> KnownTypes => Shapes.Keys;

    /// <summary>The input as the type of its step; <see cref="OtherInput"/> for a step or a shape that is not known here.</summary>
    /// <param name="stepType">The word of <c>$type</c>.</param>
    /// <param name="json">The input as it is on the wire.</param>
    public static StepInput Read(string? stepType, JsonElement? json)
    {
        if (stepType is not null && json is { } input && Shapes.GetValueOrDefault(stepType)?.Read(input) is { } known)
            return known;
        return new OtherInput(stepType ?? "", json);
    }

    /// <summary>The input as the wire has it.</summary>
    /// <exception cref="ArgumentException">It is the input of an unknown step and has no JSON.</exception>
    public static JsonElement Write(StepInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input is OtherInput other)
            return other.Json ?? throw new ArgumentException("A step that is not known here needs its input as JSON.");
        return Shapes[input.StepType].Write(input);
    }

    private static Shape Of<T>(JsonTypeInfo<T> type)
        where T : StepInput, new() =>
        new(
            new T().StepType,
            json =>
                json.ValueKind == JsonValueKind.Object && StepReference.Find(json) is null
                    ? LenientJson.Read(
                        JsonSerializer.SerializeToUtf8Bytes(json, OrchestrationJson.Default.JsonElement),
                        type
                    )
                    : null,
            input => JsonSerializer.SerializeToElement((T)input, type)
        );

    private static ImageUploadInput? ReadUpload(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? new ImageUploadInput { Image = json.GetString() } : null;

    private static JsonElement Text(string? text) =>
        JsonSerializer.SerializeToElement(text ?? "", OrchestrationJson.Default.String);

    private sealed record Shape(
        string StepType,
        Func<JsonElement, StepInput?> Read,
        Func<StepInput, JsonElement> Write
    );
}
