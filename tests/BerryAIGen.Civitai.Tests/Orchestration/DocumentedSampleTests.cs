using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>Every sample of the documentation goes through the typed model and comes back as it was.</summary>
public sealed partial class DocumentedSampleTests
{
    [Fact]
    public void Every_documented_request_survives_the_typed_model()
    {
        var wrong = new List<string>();
        var (requests, inputs) = (0, 0);
        foreach (var (id, kind, sample) in Samples())
        {
            if (kind is not ("request" or "http") || sample["body"] is not JsonObject body)
                continue;
            requests++;
            if (RecipeOf(sample) is { } recipe)
            {
                inputs++;
                Compare(id, body, Through(recipe, body), wrong);
            }
            else if (body["steps"] is JsonArray steps && steps.Any(step => step!["$type"] is null))
            {
                // Two answers stand among the requests.
                Compare(id, body, Through(body, OrchestrationJson.Default.Workflow), wrong);
            }
            else if (body["steps"] is JsonArray)
            {
                inputs += Compare(id, body, wrong);
            }
            else if (body["input"] is not null && body["$type"] is not null)
            {
                inputs++;
                Compare(id, body["input"]!, Through(body["$type"]!.GetValue<string>(), body["input"]!), wrong);
            }
            else
            {
                // The input of a step alone, on the page of its type.
                inputs++;
                Compare(id, body, Through(PageOf(id), body), wrong);
            }
        }

        wrong.ShouldBeEmpty();
        requests.ShouldBe(206);
        inputs.ShouldBeGreaterThan(195);
    }

    [Fact]
    public void Every_documented_step_answer_and_event_survives_the_typed_model()
    {
        var wrong = new List<string>();
        foreach (var (id, kind, sample) in Samples())
        {
            if (sample["body"] is not JsonObject body)
                continue;
            switch (kind)
            {
                case "step":
                    Compare(id, body, Through(body, OrchestrationJson.Default.StepTemplate), wrong);
                    break;
                case "response" when body["steps"] is JsonArray:
                    Compare(id, body, Through(body, OrchestrationJson.Default.Workflow), wrong);
                    break;
                case "webhook":
                    CallbackEvent.Read(Bytes(body)).ShouldBeOfType<WorkflowEvent>();
                    Compare(id, body, Through(body, OrchestrationJson.Default.WorkflowEvent), wrong);
                    break;
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_documented_workflow_is_priced_by_the_stand_in()
    {
        await using var scene = await OrchestratorScene.StartAsync();
        var refused = new List<string>();
        var priced = 0;
        foreach (var (id, kind, sample) in Samples())
        {
            if (kind is not ("request" or "http") || sample["body"] is not JsonObject body)
                continue;
            if (body["steps"] is not JsonArray { Count: > 0 } steps || steps.Any(step => step!["$type"] is null))
                continue;
            var template = OrchestrationRecordJson.ReadTemplate(Bytes(body));
            try
            {
                var workflow = await scene.Client.Workflows.EstimateAsync(
                    template with
                    {
                        ExternalId = null,
                    },
                    null,
                    OrchestratorScene.Cancelled
                );
                workflow.Cost!.Total!.Value.ShouldBeGreaterThan(0, id);
                priced++;
            }
            catch (CivitaiBadRequestException problem)
            {
                refused.Add($"{id}: {string.Join("; ", problem.Problems)}");
            }
        }

        // The guide names an engine "flux" that the API's document does not have.
        refused
            .Where(one => !one.Contains("The value 'flux' is not valid for engine", StringComparison.Ordinal))
            .ShouldBeEmpty();
        priced.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void A_real_failed_workflow_is_read_whole()
    {
        var file = Path.Combine(OpenCases.Require("generator"), "real", "failed-workflow.json");
        var body = JsonNode.Parse(File.ReadAllText(file))!["body"]!.AsObject();

        var workflow = LenientJson.Read(Bytes(body), OrchestrationJson.Default.Workflow);

        var wrong = new List<string>();
        Compare("real", body, Through(body, OrchestrationJson.Default.Workflow), wrong);
        wrong.ShouldBeEmpty();
        workflow.UnknownMembers.ShouldBeNull();
        workflow.Steps[0].UnknownMembers.ShouldBeNull();
        workflow.Steps[0].ReadInput().ShouldBeOfType<ImageGenInput>().Engine.ShouldBe("gemini");
        workflow.Blobs.ShouldHaveSingleItem().Blob.Available.ShouldBe(false);
        workflow.Failures.ShouldHaveSingleItem().Texts.ShouldHaveSingleItem().ShouldStartWith("Could not generate");
        workflow.Transactions!.List.Select(line => line.Type).ShouldBe([TransactionType.Debit, TransactionType.Credit]);
    }

    private static int Compare(string id, JsonObject body, List<string> wrong)
    {
        Compare(id, body, Through(body, OrchestrationJson.Default.WorkflowTemplate), wrong);
        var template = LenientJson.Read(Bytes(body), OrchestrationJson.Default.WorkflowTemplate);
        foreach (var step in template.Steps)
        {
            var typed = step.ReadInput();
            typed.ShouldNotBeOfType<OtherInput>($"{id}: {step.Type}");
            Compare(
                $"{id} {step.Type}",
                JsonNode.Parse(step.Input!.Value.GetRawText())!,
                JsonNode.Parse(StepInputs.Write(typed).GetRawText())!,
                wrong
            );
        }

        return template.Steps.Count;
    }

    private static void Compare(string id, JsonNode expected, JsonNode actual, List<string> wrong)
    {
        if (!JsonNode.DeepEquals(WithoutNulls(expected), WithoutNulls(actual)))
            wrong.Add($"{id}: {actual.ToJsonString()} is not {expected.ToJsonString()}");
    }

    // A member that is null says nothing and is left out; a moment may be written with more digits.
    private static JsonNode? WithoutNulls(JsonNode? json) =>
        json switch
        {
            JsonObject members => new JsonObject(
                members
                    .Where(member => member.Value is not null)
                    .Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(WithoutNulls)]),
            JsonValue value
                when value.GetValueKind() == JsonValueKind.String
                    && Moment().IsMatch(value.GetValue<string>())
                    && DateTimeOffset.TryParse(value.GetValue<string>(), out var moment) => moment.UtcDateTime.ToString(
                "O"
            ),
            _ => json?.DeepClone(),
        };

    private static JsonNode Through(string stepType, JsonNode input)
    {
        var typed = StepInputs.Read(stepType, StepTypeTests.Json(input.ToJsonString()));
        typed.ShouldNotBeOfType<OtherInput>(stepType);
        return JsonNode.Parse(StepInputs.Write(typed).GetRawText())!;
    }

    // Pages are called like the type of the step, with dashes: video-upscaler-456 is one of videoUpscaler.
    private static string PageOf(string id) =>
        DashedWord().Replace(id[..id.LastIndexOf('-')], word => word.Groups[1].Value.ToUpperInvariant());

    private static JsonNode Through<T>(JsonObject body, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(LenientJson.Read(Bytes(body), type), type)!;

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string? RecipeOf(JsonNode sample) =>
        sample["url"]?.GetValue<string>() is { } url && url.Contains("/recipes/")
            ? url.Split("/recipes/")[1].Split('?')[0]
            : null;

    [GeneratedRegex("-([a-z])")]
    private static partial Regex DashedWord();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT")]
    private static partial Regex Moment();

    private static IEnumerable<(string Id, string Kind, JsonNode Sample)> Samples()
    {
        var folder = Path.Combine(OpenCases.Require("generator"), "docs");
        return Directory
            .EnumerateFiles(folder, "*.json")
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsArray())
            .Select(sample => (sample!["id"]!.GetValue<string>(), sample["kind"]!.GetValue<string>(), sample));
    }
}
