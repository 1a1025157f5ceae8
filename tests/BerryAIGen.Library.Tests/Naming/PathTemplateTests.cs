using System.Text.Json;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Naming;

public sealed class PathTemplateTests
{
    [Fact]
    public void All_template_cases_hold()
    {
        foreach (var row in OpenCases.List("names").Where(row => row.Text("template") is not null))
        {
            var data = row.Expected.GetProperty("data");
            var file = new RemoteFile
            {
                Source = "civitai",
                Address = new Uri("https://civitai.com/"),
                BaseModel = data.GetProperty("baseModel").GetString(),
                Tags = [.. data.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)],
                Creator = data.TryGetProperty("author", out var author) ? author.GetString() : null,
            };
            var isEmbedding = data.TryGetProperty("type", out var type) && type.GetString() == "embedding";

            var path = PathTemplate.Parse(row.Text("template")!).Render(file, isEmbedding, MappingsOf(data));

            path.ShouldBe(row.Text("result"), row.Id);
        }
    }

    [Theory]
    [InlineData("../{base_model}")]
    [InlineData("{base_model}/../..")]
    public void A_template_cannot_leave_its_folder(string text) =>
        Should.Throw<LibraryException>(() => PathTemplate.Parse(text)).Failure.Code.ShouldBe(FailureCode.Policy);

    [Fact]
    public void An_unknown_field_is_named_with_those_that_exist()
    {
        var failure = Should.Throw<LibraryException>(() => PathTemplate.Parse("{colour}")).Failure;

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain("{colour}");
        failure.Message.ShouldContain("{base_model}");
    }

    [Fact]
    public void What_is_known_of_a_file_cannot_leave_the_folder_either()
    {
        var file = new RemoteFile
        {
            Source = "civitai",
            Address = new Uri("https://civitai.com/"),
            BaseModel = "../../etc",
            Creator = "..",
        };

        PathTemplate.Parse("{base_model}/{author}").Render(file).ShouldBe("etc/unnamed");
    }

    private static Dictionary<string, string>? MappingsOf(JsonElement data) =>
        data.TryGetProperty("mappings", out var mappings)
            ? mappings.EnumerateObject().ToDictionary(row => row.Name, row => row.Value.GetString()!)
            : null;
}
