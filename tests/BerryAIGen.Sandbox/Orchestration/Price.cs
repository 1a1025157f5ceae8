using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>What a step costs, with the reasons that the real service names.</summary>
internal static class Price
{
    private const double Megapixel = 1024 * 1024;

    /// <summary>The factors of one step; their product is its price.</summary>
    public static JsonObject FactorsOf(OrchestratorTables tables, string type, JsonObject input)
    {
        var engine = tables.EngineOf(type, input);
        var factors = new JsonObject { ["base"] = engine?.Base ?? tables.Steps[type].Base };
        if (QuantityOf(input) is > 1 and var quantity || engine is not null)
            factors["quantity"] = QuantityOf(input);
        if (engine is { Size: true })
            factors["size"] = Of(input, "width", 1024) * Of(input, "height", 1024) / Megapixel;
        if (engine is { Steps: { } usual })
            factors["steps"] = Of(input, "steps", usual) / usual;
        if (engine is { Seconds: true })
            factors["duration"] = Of(input, "duration", 5);
        return factors;
    }

    public static int Product(JsonObject factors) =>
        (int)Math.Ceiling(factors.Aggregate(1.0, (product, factor) => product * JsonParts.Amount(factor.Value)));

    /// <summary>How many results: the form sends more than the document allows, and is not refused.</summary>
    public static double QuantityOf(JsonObject input) => Math.Clamp(Of(input, "quantity", 1), 1, 20);

    /// <summary>Extra charges of the form: priority and PNG.</summary>
    public static JsonObject FixedOf(JsonObject step, JsonObject input)
    {
        var extra = new JsonObject();
        var priority = JsonParts.Text(step, "priority")?.ToLowerInvariant();
        if (priority is "normal" or "high")
            extra["priority"] = priority == "high" ? 20 : 10;
        if (JsonParts.Text(input, "outputFormat")?.ToLowerInvariant() == "png")
            extra["outputFormat"] = 2;
        return extra;
    }

    /// <summary>The fees of the models that the step names anywhere.</summary>
    public static JsonObject FeesOf(OrchestratorTables tables, JsonObject input)
    {
        var text = input.ToJsonString();
        return new JsonObject(
            tables
                .Fees.Where(fee => text.Contains(fee.Key, StringComparison.OrdinalIgnoreCase))
                .Select(fee => KeyValuePair.Create(fee.Key, (JsonNode?)fee.Value))
        );
    }

    /// <summary>The first model that an input names by its AIR.</summary>
    public static string? ResourceOf(JsonNode? input) =>
        input switch
        {
            JsonObject members => members
                .Select(member => member.Key.StartsWith("urn:air:") ? member.Key : ResourceOf(member.Value))
                .FirstOrDefault(found => found is not null),
            JsonArray list => list.Select(ResourceOf).FirstOrDefault(found => found is not null),
            JsonValue value when value.ToString().StartsWith("urn:air:") => value.ToString(),
            _ => null,
        };

    private static double Of(JsonObject input, string name, double otherwise) =>
        JsonParts.Number(input, name) ?? otherwise;
}
