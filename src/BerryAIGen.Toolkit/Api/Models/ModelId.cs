namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>A model's id in an address: its slashes and other odd characters come as <c>%2F</c> and the like.</summary>
internal readonly record struct ModelId(string Value)
{
    /// <summary>How the framework reads it from a route; every text is an id.</summary>
    public static bool TryParse(string? text, out ModelId id)
    {
        id = new ModelId(Uri.UnescapeDataString(text ?? ""));
        return true;
    }

    public override string ToString() => Value;
}
