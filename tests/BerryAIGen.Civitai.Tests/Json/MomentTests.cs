using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Tests.Json;

public sealed class MomentTests
{
    [Theory]
    [InlineData("2025-02-03T04:05:06.789Z", "2025-02-03T04:05:06.789Z")]
    [InlineData("2025-02-03T04:05:06.780Z", "2025-02-03T04:05:06.780Z")]
    [InlineData("2023-09-10T11:12:13.123456", "2023-09-10T11:12:13.123456Z")]
    [InlineData("2023-09-10T11:12:13.1234567", "2023-09-10T11:12:13.1234567Z")]
    public void All_digits_of_a_moment_are_written_back(string sent, string written) =>
        Samples.Read($$"""{"id":1,"publishedAt":"{{sent}}"}""", CivitaiJson.Default.ModelVersion).ToJson()[
            "publishedAt"
        ]!
            .GetValue<string>()
            .ShouldBe(written);
}
