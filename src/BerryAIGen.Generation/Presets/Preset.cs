using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Presets;

/// <summary>Values of a form with a name, for one ecosystem.</summary>
/// <param name="Ecosystem">The key of the ecosystem.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Values">Fields by their keys.</param>
/// <param name="IsShipped">Whether it comes with the definitions; such a one is neither changed nor deleted.</param>
public sealed record Preset(string Ecosystem, string Name, JsonObject Values, bool IsShipped);
