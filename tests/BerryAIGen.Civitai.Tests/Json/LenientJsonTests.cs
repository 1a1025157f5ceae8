using System.Text;
using System.Text.Json;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Tests.Json;

public sealed class LenientJsonTests
{
    [Fact]
    public void Raw_control_bytes_in_a_string_are_kept_as_characters()
    {
        var model = Samples.Read(
            "{\n\t\"id\":1,\"name\":\"a\u0000b\nc\\\\\",\"description\":\"\u001f\"}",
            CivitaiJson.Default.Model
        );

        model.Name.ShouldBe("a\0b\nc\\");
        model.Description.ShouldBe("\u001f");
    }

    [Fact]
    public void Raw_control_bytes_do_not_hinder_the_raw_form() =>
        LenientJson
            .ReadElement(Encoding.UTF8.GetBytes("{\"name\":\"a\tb\"}"))
            .GetProperty("name")
            .GetString()
            .ShouldBe("a\tb");

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Samples.Read("\uFEFF{\"id\":3}", CivitaiJson.Default.Model).Id.ShouldBe(3);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"items":[{"id":1""")]
    [InlineData("""{"items":[{"id":1}]""")]
    [InlineData("""{"items":[]} trailing""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_cut_or_no_page_is_refused(string json) =>
        Should.Throw<JsonException>(() => Samples.Read(json, CivitaiJson.Default.ResultsModel));

    [Fact]
    public void A_refusal_names_the_member() =>
        Should
            .Throw<JsonException>(() => Samples.Read("""{"id":{"odd":true}}""", CivitaiJson.Default.Model))
            .Path.ShouldBe("$.id");

    [Fact]
    public void Deep_generation_data_cost_nothing()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 500)) + string.Concat(Enumerable.Repeat("]", 500));
        var image = $$$"""{"items":[{"id":1,"meta":{"graph":{{{deep}}} }},{"id":2}]}""";

        Samples.Read(image, CivitaiJson.Default.ResultsImage).Items.Count.ShouldBe(2);
    }
}
