using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Presets;

/// <summary>The presets of the definitions: what several fields of an ecosystem call by one name belongs together.</summary>
internal static class ShippedPresets
{
    public static IEnumerable<Preset> Of(EcosystemDefinition ecosystem)
    {
        Dictionary<string, JsonObject> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, settings) in ecosystem.Fields)
        {
            foreach (var (name, value) in settings.Presets ?? new Dictionary<string, System.Text.Json.JsonElement>())
            {
                if (!byName.TryGetValue(name, out var values))
                    byName[name] = values = [];
                values[key] = FieldOption.Node(value);
            }
        }

        return byName.Select(row => new Preset(ecosystem.Key, row.Key, row.Value, IsShipped: true));
    }
}
