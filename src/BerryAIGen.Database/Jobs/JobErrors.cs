using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Database.Jobs;

/// <summary>Writes and reads <see cref="JobRow.Error"/>: the <c>error</c> object of the API's error body.</summary>
public static class JobErrors
{
    public static string Write(ErrorBody error) => JsonSerializer.Serialize(error, JobErrorsJson.Readable.ErrorBody);

    public static ErrorBody? Read(string? error) =>
        error is null ? null : JsonSerializer.Deserialize(error, JobErrorsJson.Readable.ErrorBody);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class JobErrorsJson : JsonSerializerContext
{
    public static JobErrorsJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
