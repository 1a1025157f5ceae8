namespace BerryAIGen.Generation.Presets;

/// <summary>The presets of an ecosystem.</summary>
/// <param name="Presets">By name.</param>
/// <param name="LeftOut">Files of the settings folder that are none, with the reason.</param>
public sealed record PresetList(IReadOnlyList<Preset> Presets, IReadOnlyList<string> LeftOut);
