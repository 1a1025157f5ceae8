using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai;

/// <summary>An object of the service; what this client does not know stays in it and is written back.</summary>
public abstract record OpenRecord
{
    /// <summary>Members without a property here, and members whose JSON type was not the expected one; null when none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownMembers { get; set; }
}
