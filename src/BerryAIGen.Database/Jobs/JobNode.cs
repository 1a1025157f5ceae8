using System.Globalization;
using System.Text.RegularExpressions;

namespace BerryAIGen.Database.Jobs;

/// <summary>
/// This process among all that share the database: the machine (its name, this boot of it, and within it the container,
/// as far as the system tells), the process and when that began. Whether an owner on the
/// same machine still lives can therefore be seen at once, without waiting for a sign of life that does not come.
/// </summary>
public sealed partial class JobNode
{
    private const char Between = ':';

    private static readonly string Machine = $"{Environment.MachineName}{FindPlace()}";

    private JobNode(string name) => Name = name;

    public static JobNode Current { get; } =
        new(string.Join(Between, Machine, Environment.ProcessId, FindStart(Environment.ProcessId)));

    public string Name { get; }

    /// <summary>Whether the owner of a job is surely gone; false when it lives or nobody can tell from here.</summary>
    /// <param name="owner">As in <see cref="JobRow.Owner"/>: a node's name and the run's own.</param>
    public static bool IsGone(string? owner) =>
        owner?.Split('/')[0].Split(Between) is [var machine, var process, var start]
        && machine == Machine
        && int.TryParse(process, CultureInfo.InvariantCulture, out var id)
        && FindStart(id) != start;

    /// <summary>The owner of a job as people know it, <c>host:process</c>; null when there is none.</summary>
    public static string? Describe(string? owner) =>
        owner?.Split('/')[0] is not { } node ? null
        : node.Split(Between) is [var machine, var process, ..] ? $"{Place().Replace(machine, "")}{Between}{process}"
        : node;

    // What FindPlace says.
    [GeneratedRegex(@"\.[0-9a-f]{8}\.[0-9]*$")]
    private static partial Regex Place();

    // Two machines or containers of one name have the same numbers of processes, and none can see the other's.
    private static string FindPlace()
    {
        if (!OperatingSystem.IsLinux())
            return "";
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()[..8];
            // Such as "pid:[4026531836]".
            var space = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
            return $".{boot}.{string.Concat(space.Where(char.IsAsciiDigit))}";
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // The start in ticks since boot, exactly as the kernel has it: another process that got the number has another one.
    private static string? FindStart(int process)
    {
        if (!OperatingSystem.IsLinux())
            return FindStartElsewhere(process);
        try
        {
            // The name in parentheses may hold anything; the start is the twentieth word after it.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? FindStartElsewhere(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
