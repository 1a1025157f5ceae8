using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Library.Tests.Definitions;

public sealed class SamplerNamesTests
{
    [Theory]
    [InlineData("DPM++ 2M Karras", null, "DPM++ 2M Karras")]
    [InlineData("DPM++ 2M", "Karras", "DPM++ 2M Karras")]
    [InlineData("DPM++ 2M", "Automatic", "DPM++ 2M")]
    [InlineData("dpmpp_2m", "karras", "DPM++ 2M Karras")]
    [InlineData("dpmpp_2m", "normal", "DPM++ 2M")]
    [InlineData("dpmpp_2m", "beta", "DPM++ 2M")]
    [InlineData("dpmpp_2m_sde_gpu", "karras", "DPM++ 2M SDE Karras")]
    [InlineData("uni_pc_bh2", "simple", "UniPC")]
    [InlineData("k_euler_ancestral", "karras", "Euler a")]
    [InlineData("dpmpp_2m_k", null, "DPM++ 2M Karras")]
    [InlineData("dpM2MKarras", null, "DPM++ 2M Karras")]
    [InlineData("dpm++2m", "karras", "DPM++ 2M Karras")]
    [InlineData("euler_a", null, "Euler a")]
    [InlineData("res_multistep", "simple", null)]
    [InlineData(null, "karras", null)]
    public void A_sampler_has_one_name_whoever_says_it(string? sampler, string? scheduler, string? name) =>
        SamplerNames.Find(sampler, scheduler)?.Name.ShouldBe(name);

    [Fact]
    public void Every_name_is_found_again()
    {
        SamplerNames.All.Count.ShouldBeGreaterThan(20);
        foreach (var names in SamplerNames.All)
        {
            SamplerNames.Find(names.Name, null).ShouldBe(names);
            SamplerNames.Find(names.Comfyui.Sampler, names.Comfyui.Scheduler).ShouldBe(names);
        }
    }
}
