using System.Text.Json;

namespace BerryAIGen.Civitai;

/// <summary>An element of a list that could not be read, exactly as the service sent it.</summary>
/// <param name="Position">Its place in the sent array, from 0; -1 when something else stood where the array belongs.</param>
/// <param name="Json">The element as it came.</param>
/// <param name="Reason">Why it could not be read, one sentence.</param>
public sealed record UnreadableElement(int Position, JsonElement Json, string Reason);
