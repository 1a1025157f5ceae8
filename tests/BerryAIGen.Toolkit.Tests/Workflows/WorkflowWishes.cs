using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What is said of a workflow beside its steps.</summary>
internal static class WorkflowWishes
{
    public static JsonObject With(this JsonObject workflow, string name, JsonNode value)
    {
        workflow[name] = value;
        return workflow;
    }

    public static JsonObject WithInput(this JsonObject workflow, int step, JsonObject input)
    {
        workflow["steps"]![step]!["input"] = input;
        return workflow;
    }
}
