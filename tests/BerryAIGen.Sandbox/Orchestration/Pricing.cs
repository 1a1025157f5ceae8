using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>The price of a whole workflow: base + the product of the factors + fixed + tips + fees.</summary>
internal static class Pricing
{
    public static void Set(RunningWorkflow workflow, OrchestratorTables tables)
    {
        var (fixedParts, fees) = (new JsonObject(), new JsonObject());
        foreach (var step in workflow.Steps)
        {
            step.Factors = Price.FactorsOf(tables, step.Type, step.InputMembers);
            foreach (var (name, value) in Price.FixedOf(step.Template, step.InputMembers))
                fixedParts[name] = JsonParts.Amount(value) + JsonParts.Amount(fixedParts[name]);
            foreach (var (air, fee) in Price.FeesOf(tables, step.InputMembers))
                fees[air] = JsonParts.Amount(fee) + JsonParts.Amount(fees[air]);
            step.Price =
                Price.Product(step.Factors)
                + Price.FixedOf(step.Template, step.InputMembers).Sum(part => (int)JsonParts.Amount(part.Value));
        }

        var factors = workflow.Steps is [var only]
            ? only.Factors.DeepClone().AsObject()
            : new JsonObject { ["steps"] = workflow.Steps.Sum(step => Price.Product(step.Factors)) };
        var product = Price.Product(factors);
        var tips = workflow.Template["tips"];
        var (toCivitai, toCreators) = (Tip("civitai"), Tip("creators"));
        workflow.Cost = new JsonObject
        {
            ["base"] = 0,
            ["factors"] = factors,
            ["fixed"] = fixedParts,
            ["tips"] = new JsonObject { ["civitai"] = toCivitai, ["creators"] = toCreators },
            ["fees"] = fees,
        };
        workflow.Total =
            product
            + fixedParts.Sum(part => (int)JsonParts.Amount(part.Value))
            + (int)Math.Ceiling(fees.Sum(fee => JsonParts.Amount(fee.Value)))
            + toCivitai
            + toCreators;

        int Tip(string name) => (int)Math.Round(product * (JsonParts.Number(tips, name) ?? 0));
    }
}
