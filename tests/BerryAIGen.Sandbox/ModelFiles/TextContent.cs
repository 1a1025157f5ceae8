using System.Text;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>Configurations, workflows and word lists.</summary>
internal static class TextContent
{
    public static FileContent Create(SeededFile file, string extension)
    {
        var title = file.Version.Model.Spec.Name;
        var text = extension switch
        {
            ".json" =>
                """{"last_node_id":1,"last_link_id":0,"nodes":[{"id":1,"type":"Note","pos":[0,0]}],"links":[],"version":0.4}""",
            ".txt" => string.Join('\n', Enumerable.Range(1, 40).Select(line => $"{title} {line}")) + "\n",
            _ =>
                $"# {title}\nmodel:\n  target: ldm.models.diffusion.ddpm.LatentDiffusion\n  params:\n    channels: 4\n",
        };
        return new StoredBytes(Encoding.UTF8.GetBytes(text));
    }
}
