using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>All 45 steps are typed, unknown ones are kept, and everything comes back as it came.</summary>
public sealed class StepTypeTests
{
    public static TheoryData<string> KnownTypes => [.. StepInputs.KnownTypes.Order()];

    [Fact]
    public void Every_step_of_the_API_has_a_type_and_a_place_for_its_results()
    {
        StepInputs.KnownTypes.Count.ShouldBe(45);
        StepOutputs.KnownTypes.ShouldBe(StepInputs.KnownTypes, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(KnownTypes))]
    public void A_reference_and_an_unknown_member_survive_in_every_step(string stepType)
    {
        if (stepType == "imageUpload")
            return;
        var json =
            """{"seed":{"$ref":"$arguments","path":"seed"},"prompt":7,"width":"wide","newMember":[1,{"a":null}]}""";

        var typed = StepInputs.Read(stepType, Json(json));

        typed.ShouldNotBeOfType<OtherInput>();
        typed.StepType.ShouldBe(stepType);
        Same(StepInputs.Write(typed), json);
    }

    [Theory]
    [InlineData("brandNew", "{\"a\":[1,2,{\"b\":null}]}")]
    [InlineData("brandNew", "\"just text\"")]
    [InlineData("echo", "\"just text\"")]
    [InlineData("echo", "{\"$ref\":\"hero\",\"path\":\"input\"}")]
    [InlineData("imageUpload", "{\"url\":\"https://example.com\"}")]
    public void An_input_that_is_not_known_here_is_kept_as_it_came(string stepType, string json)
    {
        var other = StepInputs.Read(stepType, Json(json)).ShouldBeOfType<OtherInput>();

        other.StepType.ShouldBe(stepType);
        StepInputs.Write(other).GetRawText().ShouldBe(json);
    }

    [Fact]
    public void An_uploaded_picture_is_a_bare_text()
    {
        var step = StepTemplate.Of(new ImageUploadInput { Image = "https://example.com/a.png" });

        step.Input!.Value.GetString().ShouldBe("https://example.com/a.png");
        step.ReadInput().ShouldBeOfType<ImageUploadInput>().Image.ShouldBe("https://example.com/a.png");
    }

    [Fact]
    public void A_template_is_read_from_a_file_and_written_back()
    {
        const string Template =
            """{"steps":[{"$type":"brandNew","input":{"a":[1]},"odd":true}],"tags":["x"],"currencies":["purple"],"more":{"b":null}}""";

        var template = OrchestrationRecordJson.ReadTemplate(Encoding.UTF8.GetBytes(Template));

        JsonNode.DeepEquals(template.ToJson(), JsonNode.Parse(Template)).ShouldBeTrue(template.ToJson().ToJsonString());
        Should
            .Throw<CivitaiInvalidReplyException>(() => OrchestrationRecordJson.ReadTemplate("[1]"u8))
            .Message.ShouldBe("The workflow cannot be read: expected an object, found an array.");
        Should.Throw<CivitaiInvalidReplyException>(() => OrchestrationRecordJson.ReadWorkflow("{\"id\":"u8));
        Should.Throw<CivitaiInvalidReplyException>(() => OrchestrationRecordJson.ReadUpdate(""u8));
    }

    [Fact]
    public void No_key_and_no_token_is_printed_with_its_record()
    {
        var input = new CustomComfyInput { SessionOwnerApiToken = "the-owners-key" };
        var callback = new WorkflowCallback { Url = "https://example.com/hook?token=the-token" };

        $"{input} {callback}".ShouldNotContain("the-");
    }

    [Fact]
    public void References_are_found_wherever_they_stand()
    {
        var input = Json("""{"a":[{"b":{"$ref":"hero","path":"output.images[0].url"}}],"c":{"$ref":"$0"}}""");

        StepReference
            .In(input)
            .ShouldBe([new StepReference("hero", "output.images[0].url"), new StepReference("$0", "")]);
    }

    [Theory]
    [InlineData("imageGen", """{"images":[{"id":"a"},{"id":"b"}]}""", "images a,images b")]
    [InlineData(
        "videoGen",
        """{"video":{"id":"a"},"additionalVideos":[{"id":"b"}],"draftCache":{"id":"c"}}""",
        "video a,additionalVideos b,draftCache c"
    )]
    [InlineData("imageBackgroundRemoval", """{"image":{"id":"a"}}""", "image a")]
    [InlineData("convertImage", """{"blob":{"id":"a"}}""", "blob a")]
    [InlineData("textToSpeech", """{"audioBlob":{"id":"a"}}""", "audioBlob a")]
    [InlineData("transcode", """{"id":"a","available":true}""", " a")]
    [InlineData(
        "training",
        """{"epochs":[{"epochNumber":1,"model":{"id":"a"},"samples":[{"id":"b"}]}]}""",
        "epochs.model a,epochs.samples b"
    )]
    [InlineData("composeMedia", """{"type":"video","videoBlob":{"id":"a"},"elements":[]}""", "videoBlob a")]
    [InlineData("echo", """{"message":"x","blob":{"id":"a"}}""", "")]
    [InlineData("brandNew", """{"images":[{"id":"a"}]}""", "")]
    [InlineData("imageGen", """{"images":"odd"}""", "")]
    [InlineData("imageGen", "[]", "")]
    public void The_blobs_of_an_output_are_found_by_the_table(string stepType, string output, string expected) =>
        string.Join(",", StepOutputs.BlobsOf(stepType, Json(output)).Select(one => $"{one.Member} {one.Blob.Id}"))
            .ShouldBe(expected);

    [Fact]
    public void Words_of_any_case_are_the_same_word_and_go_back_as_they_came()
    {
        var workflow = Read(
            """{"status":"Succeeded","upgradeMode":"MANUAL","currencies":["Yellow","purple"],"nsfwLevel":"PG"}"""
        );

        workflow.Status.ShouldBe(WorkflowStatus.Succeeded);
        workflow.UpgradeMode.ShouldBe(UpgradeMode.Manual);
        workflow.Currencies!.ShouldContain(BuzzAccount.Yellow);
        workflow.NsfwLevel.ShouldBe(NsfwLevel.Pg);
        workflow.Currencies![1].Value.ShouldBe("purple");
        workflow.Status!.Value.Value.ShouldBe("Succeeded");
    }

    [Fact]
    public void A_member_of_another_type_costs_only_itself()
    {
        var workflow = Read(
            """{"id":"w","cost":{"total":"many","base":1},"steps":[{"$type":"echo","timeout":"PT20M","jobs":[{"id":"j","cost":"x"}]},7]}"""
        );

        workflow.Cost!.Base.ShouldBe(1);
        workflow.Cost.UnknownMembers!["total"].GetString().ShouldBe("many");
        workflow.Steps[0].UnknownMembers!["timeout"].GetString().ShouldBe("PT20M");
        workflow.Steps[0].Jobs![0].Id.ShouldBe("j");
        workflow.Steps.Unreadable.ShouldHaveSingleItem().Json.GetInt32().ShouldBe(7);
    }

    [Fact]
    public void A_duration_is_written_as_the_service_writes_it()
    {
        var step = StepTemplate.Of(new EchoInput { Message = "x" }) with { Timeout = TimeSpan.FromMinutes(20) };

        JsonSerializer.SerializeToNode(step, OrchestrationJson.Default.StepTemplate)!["timeout"]!
            .GetValue<string>()
            .ShouldBe("00:20:00");
    }

    internal static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    internal static void Same(JsonElement actual, string expected) =>
        JsonNode
            .DeepEquals(JsonNode.Parse(actual.GetRawText()), JsonNode.Parse(expected))
            .ShouldBeTrue($"{actual.GetRawText()} is not {expected}");

    private static Workflow Read(string json) =>
        LenientJson.Read(Encoding.UTF8.GetBytes(json), OrchestrationJson.Default.Workflow);
}
