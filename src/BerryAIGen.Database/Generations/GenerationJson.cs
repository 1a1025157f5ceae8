using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Database.Generations;

/// <summary>What of a generation is kept as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(MaturityLimits))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<BuzzLine>))]
internal sealed partial class GenerationJson : JsonSerializerContext
{
    public static GenerationJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    public static string Write(Recipe recipe) => JsonSerializer.Serialize(recipe, Readable.Recipe);

    public static Recipe ReadRecipe(string json) => JsonSerializer.Deserialize(json, Readable.Recipe)!;

    public static string Write(IReadOnlyList<string> notes) =>
        JsonSerializer.Serialize(notes, Readable.IReadOnlyListString);

    /// <summary>What was taken and given back; null when nobody says.</summary>
    public static string? Write(TransactionSummary? summary) =>
        summary is null
            ? null
            : JsonSerializer.Serialize(
                [
                    .. summary.List.Select(line => new BuzzLine(
                        line.Type?.Value,
                        line.Amount ?? 0,
                        line.AccountType?.Value
                    )),
                ],
                Readable.IReadOnlyListBuzzLine
            );
}

/// <summary>One movement of Buzz.</summary>
/// <param name="Type"><c>debit</c> or <c>credit</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="Account">Whose: <c>yellow</c>, <c>blue</c> …</param>
public sealed record BuzzLine(string? Type, int Amount, string? Account);
