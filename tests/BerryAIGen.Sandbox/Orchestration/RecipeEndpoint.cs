using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary><c>/v2/consumer/recipes/{name}</c>: the body is the input itself.</summary>
internal sealed class RecipeEndpoint(
    Orchestrator orchestrator,
    OrchestratorTables tables,
    BlobStore blobs,
    Members members,
    TimeProvider time
)
{
    private const int UsualWait = 60;
    private static readonly string[] WithoutStep =
    [
        "batchOCRSafetyClassification",
        "humanoidImageMask",
        "prepareResource",
        "repeat",
        "tryOnU",
    ];

    public void Map(IEndpointRouteBuilder endpoints) =>
        OrchestratorCall.Map(endpoints, members, "POST", "/consumer/recipes/{name}", RunAsync);

    private async ValueTask<Answer> RunAsync(OrchestratorCall call)
    {
        var name = call.Route("name");
        var body = await call.BodyAsync();
        if (Array.Exists(WithoutStep, known => known == name))
            return Answer.Ok(new JsonObject { ["recipe"] = name, ["input"] = body });
        if (!tables.Steps.ContainsKey(name))
            return Problem.NotFound;
        var template = new JsonObject
        {
            ["steps"] = new JsonArray(new JsonObject { ["$type"] = name, ["input"] = body?.DeepClone() }),
        };
        foreach (var flag in (string[])["experimental", "allowMatureContent", "ephemeral"])
        {
            if (bool.TryParse(call.Raw(flag), out var value))
                template[flag] = value;
        }

        if (TemplateReader.Refuse(template, tables, waits: true) is { } wrong)
            return wrong;
        var isEstimate = call.Flag("whatif");
        var (workflow, refusal) = orchestrator.Submit(template, call.User, isEstimate);
        if (refusal is not null)
            return refusal;
        var wait = int.TryParse(call.Raw("wait"), out var seconds) ? seconds : UsualWait;
        if (!isEstimate)
            await Task.WhenAny(workflow!.Ended, Task.Delay(TimeSpan.FromSeconds(wait), time, call.Http.RequestAborted));
        lock (orchestrator.Gate)
        {
            var json = WorkflowJson.Of(workflow!, tables, blobs, hidesMature: false);
            return Answer.Ok(orchestrator.RecipesAnswerOutput ? json["steps"]![0]!["output"]?.DeepClone() : json);
        }
    }
}
