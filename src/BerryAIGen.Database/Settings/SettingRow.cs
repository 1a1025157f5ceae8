namespace BerryAIGen.Database.Settings;

/// <summary>A setting that a person changed in the running server, such as <c>provider/ollama</c>.</summary>
public sealed class SettingRow
{
    public required string Key { get; init; }

    /// <summary>A JSON value.</summary>
    public required string Value { get; set; }

    public DateTime UpdatedAt { get; set; }
}
