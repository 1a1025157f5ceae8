namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Questions about models and gates that make no sense.</summary>
public sealed class BadQuestionTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    [Theory]
    [InlineData("GET", "/api/generation/resources?ecosystem=Narnia", null, "\"Narnia\"")]
    [InlineData("GET", "/api/generation/resources?ecosystem=SDXL&type=Poses", null, "\"Poses\"")]
    [InlineData("GET", "/api/generation/resources?workflow=txt2smell", null, "\"txt2smell\"")]
    [InlineData("GET", "/api/generation/resources?source=moon", null, "\"moon\"")]
    [InlineData("GET", "/api/generation/resources?cursor=local%3D-1", null, "next_cursor")]
    [InlineData("GET", "/api/generation/resources?limit=0", null, "limit")]
    [InlineData("GET", "/api/generation/resources?ecosytem=SDXL", null, "\"ecosytem\"")]
    [InlineData("GET", "/api/generation/resources?at=moon", null, "\"moon\"")]
    [InlineData("GET", "/api/generation/search?at=moon", null, "\"moon\"")]
    [InlineData("GET", "/api/generation/search?ecosystem=Narnia", null, "\"Narnia\"")]
    [InlineData("GET", "/api/generation/search?ecosytem=SDXL", null, "\"ecosytem\"")]
    [InlineData("POST", "/api/generation/resources/check", """{"resources":[]}""", "1 to 100")]
    [InlineData(
        "POST",
        "/api/generation/resources/check",
        """{"resources":["1"],"ecosystem":"Narnia"}""",
        "\"Narnia\""
    )]
    [InlineData("PUT", "/api/generation/gates/g", """{"audience":"friends","ecosystems":["SDXL"]}""", "\"friends\"")]
    [InlineData("PUT", "/api/generation/gates/g", """{"audience":"nobody"}""", "stands before something")]
    [InlineData("PUT", "/api/generation/experimental", """{"ecosystems":["Narnia"]}""", "\"Narnia\"")]
    [InlineData("POST", "/api/access/keys", """{"name":"k","scope":"read","audience":"friends"}""", "\"friends\"")]
    public async Task Bad_questions_are_refused_in_one_sentence(string method, string path, string? body, string told)
    {
        var (status, answer) = await shared.Toolkit.SendAsync(method, path, body);

        (status, answer["error"]!["message"]!.ToString().Contains(told)).ShouldBe((400, true), answer.ToJsonString());
    }
}
