using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Choices;

/// <summary>Keeps what a person wants of updates in the record of the folder, so that it goes where the models go.</summary>
internal sealed class UpdateChoiceStore(TimeProvider time)
{
    private const string FileName = "updates.json";

    /// <exception cref="LibraryException">What is there cannot be read: an update that was not wanted would be offered.</exception>
    public static UpdateChoices Read(RecordRoot? root)
    {
        if (root is null || !File.Exists(PathIn(root)))
            return UpdateChoices.None;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(root)), UpdateChoiceJson.Default.UpdateChoices)
                ?? UpdateChoices.None;
        }
        catch (JsonException ex)
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"{PathIn(root)} cannot be read ({ex.Message}); correct it or move it away."
            );
        }
    }

    /// <summary>Changes what is wanted of one model.</summary>
    /// <returns>What is wanted of it now.</returns>
    /// <exception cref="LibraryException">What is there cannot be read.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task<ModelChoice> ChangeAsync(
        RecordRoot root,
        int model,
        Func<ModelChoice, ModelChoice> change,
        CancellationToken cancellationToken
    )
    {
        using var turn = await Turn.TakeAsync(PathIn(root), time, cancellationToken).ConfigureAwait(false);
        var choices = Read(root);
        var choice = change(choices.Of(model));
        var json = JsonSerializer.SerializeToNode(choices.With(model, choice), UpdateChoiceJson.Default.UpdateChoices);
        AtomicFile.WriteJson(PathIn(root), json!);
        return choice;
    }

    private static string PathIn(RecordRoot root) => Path.Combine(root.Folder, FileName);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(UpdateChoices))]
internal sealed partial class UpdateChoiceJson : JsonSerializerContext;
