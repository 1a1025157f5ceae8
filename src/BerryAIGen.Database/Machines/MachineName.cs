using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace BerryAIGen.Database.Machines;

/// <summary>
/// What this machine is called among those that share a database: a name that people know and that stays, although a
/// container is another host after every start.
/// </summary>
public static partial class MachineName
{
    private const string FileName = "machine";

    /// <summary>As written down in the folder of data, where it is made up the first time; else the host's.</summary>
    /// <param name="dataFolder">Where the program keeps its data; null when it has no such folder.</param>
    public static string Of(string? dataFolder)
    {
        if (dataFolder is null)
            return Environment.MachineName;
        try
        {
            var path = Path.Combine(dataFolder, FileName);
            if (!File.Exists(path))
                Write(path);
            var name = File.ReadAllText(path).Trim();
            return Form().IsMatch(name) ? name : Environment.MachineName;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName; // What it holds is told anew under the next name.
        }
    }

    private static void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var host = Environment.MachineName;
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{host[..Math.Min(host.Length, 80)]}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"
        );
        // Whole or not at all: another server of this machine may read it now.
        var whole = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(whole, name + "\n");
        try
        {
            File.Move(whole, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(whole); // The other one was first.
        }
    }

    [GeneratedRegex(@"^[\w.\-]{1,100}$")]
    private static partial Regex Form();
}
